import { backtestEndToEnd, backtestFiles, baselineSizes, type Measure, stepsInNode } from './bench/in-node.ts';
import { ingestThroughWorker, stepsInWorkerd } from './bench/in-workerd.ts';
import { busyWorkload, EVENTS_A_SESSION, workload } from './bench/workload.ts';
import { createCommand, runCommand, wholeNumber } from './shared/command.ts';
import { openLocalTables } from './tables/local.ts';

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
async function bench(files: string[], { events: count, accounts, worker }: Options): Promise<void> {
  const print = (measure: Measure): void => void process.stdout.write(`${JSON.stringify(measure)}\n`);
  const events = workload(count, accounts);
  const tables = await openLocalTables();
  // Before anything else has warmed the code up: so it runs when somebody calls `backtest`.
  if (files.length > 0) print({ ...(await backtestFiles(files, tables)), bench: 'backtest of recorded events' });
  for (const measure of stepsInNode(events, tables)) print(measure);
  print(await backtestEndToEnd(() => events, tables));
  const busy = await backtestEndToEnd(() => busyWorkload(BUSY_TIMES * count, accounts), tables);
  print({ ...busy, bench: `backtest, ${EVENTS_A_SESSION} events a session` });
  print(baselineSizes(events, tables));
  if (!worker) return;
  for await (const measure of stepsInWorkerd()) print(measure);
  print(await ingestThroughWorker(events, accounts));
}

await runCommand(command);
