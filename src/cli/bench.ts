import type { Measure } from './bench/in-node.ts';
import { createCommand, runCommand, wholeNumber } from './shared/command.ts';
import { sizesOf } from './shared/lines.ts';

interface Options {
  readonly events: number;
  readonly accounts: number;
  readonly worker: boolean;
}

const command = createCommand('bench', 'Measures what an event costs, here and in workerd. One JSON object a line.')
  .argument('[file...]', 'recorded events to measure backtest with, beside the workload')
  .option('--events <n>', 'events of the workload', wholeNumber(1), 100_000)
  .option('--accounts <n>', 'accounts that they are spread over', wholeNumber(1), 3_000)
  .option('--no-worker', 'leave out what needs workerd')
  .action(bench);

/** A workload of many events a session is so many times as long. */
const BUSY_TIMES = 10;

/** Shares of the machine differ from minute to minute; the ratios to JSON.parse hardly do. */
async function bench(files: string[], options: Options): Promise<void> {
  // Throws for a file that is none.
  sizesOf(files);
  await benchInNode(files, options);
  if (options.worker) await benchInWorkerd(options);
}

const print = (measure: Measure): void => void process.stdout.write(`${JSON.stringify(measure)}\n`);

// What measures is loaded when it is needed: it is most of Meridian, and wrangler, and --help takes none of it.
async function benchInNode(files: string[], { events: count, accounts }: Options): Promise<void> {
  const { backtestEndToEnd, backtestFiles, baselineSizes, stepsInNode } = await import('./bench/in-node.ts');
  const { busyWorkload, EVENTS_A_SESSION, workload } = await import('./bench/workload.ts');
  const { openLocalTables } = await import('./tables/local.ts');
  const events = workload(count, accounts);
  const tables = await openLocalTables();
  // Before anything else has warmed the code up: so it runs when somebody calls `backtest`.
  if (files.length > 0) print({ ...(await backtestFiles(files, tables)), bench: 'backtest of recorded events' });
  for (const measure of stepsInNode(events, tables)) print(measure);
  print(await backtestEndToEnd(() => events, tables));
  const busy = await backtestEndToEnd(() => busyWorkload(BUSY_TIMES * count, accounts), tables);
  print({ ...busy, bench: `backtest, ${EVENTS_A_SESSION} events a session` });
  print(baselineSizes(events, tables));
}

async function benchInWorkerd({ events: count, accounts }: Options): Promise<void> {
  const { ingestThroughWorker, stepsInWorkerd } = await import('./bench/in-workerd.ts');
  const { workload } = await import('./bench/workload.ts');
  for await (const measure of stepsInWorkerd()) print(measure);
  print(await ingestThroughWorker(workload(count, accounts), accounts));
}

await runCommand(command);
