import { once } from 'node:events';
import { Failure } from '../shared/command.ts';
import { spawnWrangler } from './wrangler.ts';

/** Bundles the Worker as a deployment would, into a folder. The entry is `index.js`. Throws a Failure with wrangler's own words. */
export async function buildWorker(folder: string): Promise<void> {
  const build = spawnWrangler(['deploy', '--dry-run', '--outdir', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  build.stdout?.on('data', listen);
  build.stderr?.on('data', listen);
  const [exitCode] = await once(build, 'close');
  if (exitCode !== 0) throw new Failure(`the Worker could not be built:\n${said.trim()}`);
}
