import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DEV_VARIABLES } from './local/folders.ts';
import { assertFree, HOST, portOf } from './local/port.ts';
import { spawnWrangler } from './local/wrangler.ts';
import { createCommand, EXIT_FAILED, runCommand } from './shared/command.ts';
import { prepareTables } from './tables/prepare.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const command = createCommand(
  'dev',
  'Runs the Worker alone, and again whenever its code changes. Its root token stands in .dev.vars.',
)
  .option('--port <port>', 'where it listens; or the environment variable PORT')
  .action(dev);

async function dev(options: { readonly port?: string }): Promise<void> {
  const asked = portOf(process.env.PORT, options.port);
  await assertFree(asked);
  ensureRootToken();
  await prepareTables();
  const parameters = ['dev', '--ip', HOST, '--port', String(asked.port), '--show-interactive-dev-session=false'];
  // A group of its own: wrangler starts esbuild and workerd, and where it fails it leaves them behind.
  const child = spawnWrangler(parameters, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  let isStopping = false;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (isStopping) endGroup(child.pid);
      isStopping = true;
      child.kill(signal);
    });
  const code = await new Promise<number>((resolve) => child.on('exit', (exitCode) => resolve(exitCode ?? EXIT_FAILED)));
  endGroup(child.pid);
  process.exitCode = isStopping ? 0 : code;
}

/** Ends whatever is left of a process group. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

/** Writes a random root token on first use; a file that is there is left as it is, but for a line that is missing. */
function ensureRootToken(): void {
  const before = existsSync(DEV_VARIABLES) ? readFileSync(DEV_VARIABLES, 'utf8') : '';
  if (/^ROOT_TOKEN=/m.test(before)) return;
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  writeFileSync(DEV_VARIABLES, `${before}${gap}ROOT_TOKEN=${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  process.stderr.write('wrote a root token to .dev.vars\n');
}

await runCommand(command);
