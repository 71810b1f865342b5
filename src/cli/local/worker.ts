import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { prepareTables } from '../tables/prepare.ts';
import { buildWorker } from './build.ts';
import { WRANGLER_CONFIG } from './folders.ts';
import { assertFree, HOST } from './port.ts';
import { logLine } from './runtime-log.ts';

export interface LocalWorkerOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Folder for the Worker's state and build; the state outlives the process. */
  readonly folder: string;
  readonly rootToken: string;
}

export interface LocalWorker {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Builds the Worker and runs it in workerd on this machine, reachable from this machine only. */
export async function startLocalWorker({ port, folder, rootToken }: LocalWorkerOptions): Promise<LocalWorker> {
  await assertFree({ port, by: 'PORT=' });
  await prepareTables();
  const build = join(folder, 'build');
  await buildWorker(build);
  const { workerOptions } = unstable_getMiniflareWorkerOptions(WRANGLER_CONFIG);
  const { modulesRules: _rules, rootPath: _root, ...rest } = workerOptions;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: HOST,
      port,
      cf: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: (log) => void process.stderr.write(`${logLine(log)}\n`),
      resourcePersistencePath: join(folder, 'state'),
      workers: [
        {
          ...rest,
          name: 'meridian',
          modulesRoot: build,
          modules: [{ type: 'ESModule', path: join(build, 'index.js') }],
          bindings: { ROOT_TOKEN: rootToken },
        },
      ],
    }),
  );
  const url = await miniflare.ready;
  return { url: url.origin, stop: () => miniflare.dispose() };
}
