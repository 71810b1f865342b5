import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DEV_VARIABLES } from './local/folders.ts';
import { spawnWrangler } from './local/wrangler.ts';
import { createCommand, runCommand, wholeNumber } from './shared/command.ts';
import { prepareTables } from './tables/prepare.ts';

const command = createCommand(
  'dev',
  'Runs the Worker alone, and again whenever its code changes. Its root token stands in .dev.vars.',
)
  .option(
    '--port <port>',
    'where it listens; or the environment variable PORT',
    wholeNumber(0),
    Number(process.env.PORT ?? 8787),
  )
  .action(dev);

async function dev({ port }: { port: number }): Promise<void> {
  ensureRootToken();
  await prepareTables();
  const child = spawnWrangler(
    ['dev', '--ip', '127.0.0.1', '--port', String(port), '--show-interactive-dev-session=false'],
    {
      stdio: 'inherit',
    },
  );
  // The terminal sends ^C to wrangler as well; it ends itself, and we with it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 0)));
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
