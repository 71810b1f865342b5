import { once } from 'node:events';
import { Failure } from '../shared/command.ts';
import { WRANGLER_CONFIG } from './folders.ts';
import { spawnWrangler } from './wrangler.ts';

/**
 * Bundles a Worker as a deployment would, into a folder: the product's own (`index.js`), or another configuration's, whose entry
 * keeps its name. Throws a Failure with wrangler's own words.
 */
export async function buildWorker(folder: string, config: string = WRANGLER_CONFIG): Promise<void> {
  const build = spawnWrangler(['deploy', '--config', config, '--dry-run', '--outdir', folder], {
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
