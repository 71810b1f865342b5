import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PROJECT } from './folders.ts';

const packages = createRequire(import.meta.url);
const WRANGLER = join(dirname(packages.resolve('wrangler/package.json')), 'bin', 'wrangler.js');

/** Runs wrangler without telemetry and without a request of its own: for newer versions, or for the place that requests seem to come from. */
export function spawnWrangler(parameters: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, [WRANGLER, ...parameters], {
    cwd: PROJECT,
    ...options,
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_SEND_ERROR_REPORTS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_WRITE_LOGS: 'false',
      NO_UPDATE_NOTIFIER: '1',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    },
  });
}
