import { Argument, Option } from 'commander';
import { formatCount } from '../dashboard/format.ts';
import { BACKTEST_SOURCE, BACKTEST_TENANT, createBacktest } from './backtest/engine.ts';
import { createReporter, FORMATS, type Format } from './backtest/reporter.ts';
import { BadLines, foldFiles } from './backtest/run.ts';
import { createCommand, Failure, runCommand } from './shared/command.ts';
import { sizesOf } from './shared/lines.ts';
import { openOutput } from './shared/output.ts';
import { createProgress, megabytes } from './shared/progress.ts';
import { openLocalTables } from './tables/local.ts';

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
  .action(backtest);

async function backtest(files: string[], options: Options): Promise<void> {
  const startedMs = performance.now();
  const total = sizesOf(files);
  const output = await openOutput(options.out);
  const progress = createProgress(total, { unit: 'MB', format: megabytes });
  const tables = await openLocalTables();
  const engine = createBacktest({ tenant: options.tenant, source: options.source, tables });
  const reporter = createReporter(options.format, output);
  const bad = new BadLines();
  const run = await foldFiles(files, engine, {
    onBytes: progress.add,
    onChanges: reporter.changes,
    onBadLine: (place, reason) => bad.add(place, reason),
  }).finally(progress.stop);
  const elapsedMs = performance.now() - startedMs;
  await reporter.end({ ...run, files, rejected: bad.count, elapsedMs, engine });
  await output.close();

  bad.report();
  process.stderr.write(
    `${formatCount(run.events)} events of ${formatCount(engine.baselines.size)} accounts in ${(elapsedMs / 1000).toFixed(1)} s` +
      ` (${formatCount((1000 * run.events) / elapsedMs)} a second), ${formatCount(run.duplicates)} duplicates, ` +
      `${formatCount(bad.count)} unreadable, ${formatCount(engine.alerts().length)} alerts\n`,
  );
  if (run.events === 0 && bad.count > 0) throw new Failure('nothing in these files could be read as normal events');
}

await runCommand(command);
