import { once } from 'node:events';
import { Failure } from '../shared/command.ts';
import { spawnWrangler } from './wrangler.ts';

/**
 * Bundles a Worker as a deployment would, into a folder: the product's own (`index.js`), or that of another entry, which keeps
 * its name. Throws a Failure with wrangler's own words.
 */
export async function buildWorker(folder: string, entry?: string): Promise<void> {
  const script = entry === undefined ? [] : [entry];
  const build = spawnWrangler(['deploy', ...script, '--dry-run', '--outdir', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  build.stdout?.on('data', listen);
  build.stderr?.on('data', listen);
  const [exitCode] = await once(build, 'close');
  if (exitCode !== 0) throw new Failure(`the Worker could not be built:\n${said.trim()}`);
}
