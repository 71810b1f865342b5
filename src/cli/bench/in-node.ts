import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { max, median, quantile } from 'simple-statistics';
import type { NormalEvent } from '../../domain/event.ts';
import type { EnrichmentTables } from '../../enrichment/whereabouts.ts';
import { createBacktest } from '../backtest/engine.ts';
import { createChunkReader } from '../backtest/reading.ts';
import { openReading } from '../backtest/reading-ahead.ts';
import { foldReading } from '../backtest/run.ts';
import { createRandom } from '../scenario/random.ts';
import { foldAll, runStep, STEPS } from './steps.ts';

/** One line of the benchmark's output. */
export type Measure = { readonly bench: string } & Readonly<Record<string, string | number>>;

const ROUNDS = 3;
const LINES_A_WRITE = 10_000;
const round = (value: number): number => Number(value.toPrecision(4));

/** Processor time of this process, which neighbours on the machine disturb least: the least of some rounds, in µs. */
function leastMicros(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let done = 0; done < ROUNDS; done += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

export function* stepsInNode(events: readonly NormalEvent[], tables: EnrichmentTables): Generator<Measure> {
  const lines = events.map((event) => JSON.stringify(event));
  const parse = leastMicros(() => {
    for (const line of lines) JSON.parse(line);
  });
  const line = (bench: string, micros: number): Measure => ({
    bench,
    where: 'node',
    microsPerEvent: round(micros / events.length),
    timesJsonParse: round(micros / parse),
  });
  yield line('parse', parse);
  const read = leastMicros(() => {
    createChunkReader()({ file: '', firstLine: 1, lines });
  });
  yield line('read, as backtest does', read);
  for (const step of STEPS)
    if (step !== 'parse')
      yield line(
        step,
        leastMicros(() => runStep(step, events, tables)),
      );
  const addresses = someAddresses();
  const lookedUp = leastMicros(() => {
    for (const address of addresses) {
      tables.country(address);
      tables.network(address);
    }
  });
  yield {
    bench: 'look up country and network of an address, none twice',
    where: 'node',
    microsPerAddress: round(lookedUp / addresses.length),
  };
  const folded = leastMicros(() => foldAll(events, tables));
  yield {
    bench: 'enrich and fold',
    where: 'node',
    eventsPerSecond: Math.round((1e6 * events.length) / folded),
    microsPerEvent: round(folded / events.length),
    timesJsonParse: round(folded / parse),
  };
}

const ADDRESSES = 20_000;

/** Public addresses all over IPv4, and every fourth of IPv6. */
function someAddresses(): string[] {
  const random = createRandom('addresses');
  const part = (most: number) => random.whole(0, most);
  return Array.from({ length: ADDRESSES }, (_, index) =>
    index % 4 === 3
      ? `2${part(0xfff).toString(16).padStart(3, '0')}:${part(0xffff).toString(16)}:${part(0xffff).toString(16)}::${part(0xffff).toString(16)}`
      : `${1 + part(220)}.${part(255)}.${part(255)}.${part(255)}`,
  );
}

/**
 * The whole of `backtest` over a workload, from a file on disk to its alerts.
 * @param make makes the workload; it is let go before the clock runs
 */
export async function backtestEndToEnd(make: () => readonly NormalEvent[], tables: EnrichmentTables): Promise<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-bench-'));
  try {
    const file = join(folder, 'events.ndjson');
    writeLines(file, make());
    return await backtestFiles([file], tables);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeLines(file: string, events: readonly NormalEvent[]): void {
  for (let from = 0; from < events.length; from += LINES_A_WRITE) {
    const lines = events.slice(from, from + LINES_A_WRITE).map((event) => `${JSON.stringify(event)}\n`);
    appendFileSync(file, lines.join(''));
  }
}

/** The whole of `backtest` over recorded events. Processor time is that of both threads. */
export async function backtestFiles(files: readonly string[], tables: EnrichmentTables): Promise<Measure> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  const engine = createBacktest({ tables });
  const watch = { onChanges: () => undefined, onBadLine: () => {} };
  const { events } = await foldReading(openReading(files), engine, watch);
  const seconds = (performance.now() - startedMs) / 1000;
  const { user, system } = process.cpuUsage(before);
  return {
    bench: 'backtest',
    where: 'node',
    events,
    accounts: engine.baselines.size,
    eventsPerSecond: Math.round(events / seconds),
    processorMicrosPerEvent: round((user + system) / events),
  };
}

/** How long baselines are as JSON, in bytes. */
export function baselineSizes(events: readonly NormalEvent[], tables: EnrichmentTables): Measure {
  const sizes = [...foldAll(events, tables).values()].map((baseline) => Buffer.byteLength(JSON.stringify(baseline)));
  return {
    bench: 'baseline size',
    accounts: sizes.length,
    eventsPerAccount: round(events.length / sizes.length),
    medianBytes: median(sizes),
    p95Bytes: quantile(sizes, 0.95),
    mostBytes: max(sizes),
    limitBytes: 4_096,
  };
}
