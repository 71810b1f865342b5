import { Argument, Option } from 'commander';
import { formatCount, plural } from '../dashboard/format.ts';
import type { Backtest } from './backtest/engine.ts';
import { BACKTEST_SOURCE, BACKTEST_TENANT } from './backtest/names.ts';
import { openReading } from './backtest/reading-ahead.ts';
import { createReporter, FORMATS, type Format } from './backtest/reporter.ts';
import { foldReading, type Run } from './backtest/run.ts';
import { BadLines } from './shared/bad-lines.ts';
import { createCommand, EXIT_FAILED, Failure, runCommand } from './shared/command.ts';
import { sizesOf } from './shared/lines.ts';
import { openOutput } from './shared/output.ts';
import { createProgress, megabytes } from './shared/progress.ts';
import { exitOnSignals } from './shared/signals.ts';

interface Options {
  readonly format: Format;
  readonly out?: string;
  readonly tenant: string;
  readonly source: string;
}

const command = createCommand(
  'backtest',
  'Folds recorded normal events on this machine, without a server, and prints their alerts.',
)
  .addArgument(new Argument('<file...>', 'normal events, one a line, gzip or not; - for standard input'))
  .addOption(new Option('--format <format>', 'how to print them').choices(FORMATS).default('table'))
  .option('--out <file>', 'write there instead of standard output')
  .option('--tenant <name>', 'tenant that the ids of alerts are derived for', BACKTEST_TENANT)
  .option('--source <name>', 'source that the events are taken for', BACKTEST_SOURCE)
  .addHelpText(
    'after',
    '\nExit code 1 where a line could not be read; the alerts of the others are printed all the same.',
  )
  .action(backtest);

async function backtest(files: string[], options: Options): Promise<void> {
  exitOnSignals();
  const startedMs = performance.now();
  const total = sizesOf(files);
  const output = await openOutput(options.out);
  const reading = openReading(files);
  // The detections are loaded while the first chunks are read.
  const engine = await begin(options).catch(async (error: unknown) => {
    await reading.close();
    throw error;
  });
  const progress = createProgress(total, { unit: 'MB', format: megabytes });
  const bad = new BadLines();
  const reporter = createReporter(options.format, output);
  const run = await foldReading(reading, engine, {
    onBytes: progress.add,
    onChanges: reporter.changes,
    onBadLine: (place, reason) => bad.add(place, reason),
  }).finally(progress.stop);
  const elapsedMs = performance.now() - startedMs;
  await reporter.end({ ...run, files, rejected: bad.count, elapsedMs, engine });
  await output.close();

  bad.report();
  process.stderr.write(`${summary(run, engine, bad.count, elapsedMs)}\n`);
  if (run.events === 0 && bad.count > 0) throw new Failure('nothing in these files could be read as normal events');
  if (bad.count > 0) process.exitCode = EXIT_FAILED;
}

function summary({ events, duplicates }: Run, engine: Backtest, unreadable: number, elapsedMs: number): string {
  const pace = `${(elapsedMs / 1000).toFixed(1)} s (${formatCount((1000 * events) / elapsedMs)} a second)`;
  return (
    `${plural(events, 'event')} of ${plural(engine.baselines.size, 'account')} in ${pace}, ` +
    `${plural(duplicates, 'duplicate')}, ${formatCount(unreadable)} unreadable, ${plural(engine.alerts().length, 'alert')}`
  );
}

async function begin({ tenant, source }: Options): Promise<Backtest> {
  const [{ createBacktest }, { openLocalTables }] = await Promise.all([
    import('./backtest/engine.ts'),
    import('./tables/local.ts'),
  ]);
  return createBacktest({ tenant, source, tables: await openLocalTables() });
}

await runCommand(command);
