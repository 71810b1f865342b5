import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import * as v from 'valibot';
import type { NormalEvent } from '../../domain/event.ts';
import { buildWorker } from '../local/build.ts';
import { startLocalWorker } from '../local/worker.ts';
import { createSender } from '../replay/sender.ts';
import { createTenant } from '../start/client.ts';
import type { Measure } from './in-node.ts';
import { workerdMillis } from './processor-time.ts';
import { STEPS, type Step } from './steps.ts';

const round = (value: number): number => Number(value.toPrecision(4));
const CONFIG = fileURLToPath(new URL('wrangler.toml', import.meta.url));
const Answer = v.object({ events: v.number() });
const ROUNDS = 60;
const REPEATS = 3;
export const BATCH_EVENTS = 500;
const SENDERS = 4;

/** What each step costs inside workerd, timed from outside. */
export async function* stepsInWorkerd(): AsyncGenerator<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  await buildWorker(folder, CONFIG);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      log: new Log(LogLevel.ERROR),
      workers: [
        {
          name: 'bench',
          compatibilityDate: '2026-10-20',
          compatibilityFlags: ['nodejs_compat'],
          modulesRoot: folder,
          modules: [{ type: 'ESModule', path: join(folder, 'worker-entry.js') }],
        },
      ],
    }),
  );
  try {
    const url = await miniflare.ready;
    for (const step of STEPS) yield await stepInWorkerd(url, step);
  } finally {
    await miniflare.dispose();
    rmSync(folder, { recursive: true });
  }
}

/** Processor time of workerd where the system tells it, which neighbours on the machine disturb least; else the time on the clock. */
async function stepInWorkerd(url: URL, step: Step): Promise<Measure> {
  const ask = async (rounds: number): Promise<{ events: number; millis: number }> => {
    const startedMs = performance.now();
    const before = workerdMillis();
    const response = await fetch(new URL(`/?step=${step}&rounds=${rounds}`, url));
    const { events } = v.parse(Answer, await response.json());
    const after = workerdMillis();
    const isTold = before !== undefined && after !== undefined;
    return { events, millis: isTold ? after - before : performance.now() - startedMs };
  };
  await ask(2);
  let least = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const idle = await ask(0);
    const busy = await ask(ROUNDS);
    least = Math.min(least, (1000 * (busy.millis - idle.millis)) / busy.events);
  }
  const time = workerdMillis() === undefined ? 'clock' : 'processor';
  return { bench: step, where: 'workerd', time, microsPerEvent: round(least) };
}

/** Events that a Worker on this machine takes in a second, durable each, 500 an HTTP request and four requests at once. */
export async function ingestThroughWorker(events: readonly NormalEvent[], accounts: number): Promise<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  const worker = await startLocalWorker({ port: 0, folder, rootToken: 'bench' });
  try {
    const { ingestToken } = await createTenant(worker.url, 'bench', 'bench');
    const send = createSender({ url: worker.url, token: ingestToken });
    const batches = Array.from({ length: Math.ceil(events.length / BATCH_EVENTS) }, (_, batch) =>
      events.slice(batch * BATCH_EVENTS, (batch + 1) * BATCH_EVENTS).map((event) => JSON.stringify(event)),
    );
    const startedMs = performance.now();
    let accepted = 0;
    const sender = async (): Promise<void> => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        const answer = await send(batch);
        accepted += answer.accepted;
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    const seconds = (performance.now() - startedMs) / 1000;
    return {
      bench: 'ingest',
      where: 'local Worker',
      events: accepted,
      accounts,
      eventsPerRequest: BATCH_EVENTS,
      requestsAtOnce: SENDERS,
      eventsPerSecond: Math.round(accepted / seconds),
    };
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true });
  }
}
