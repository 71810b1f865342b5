import { Argument } from 'commander';
import { formatCount, plural } from '../dashboard/format.ts';
import { ATTEMPTS, createSender } from './replay/sender.ts';
import { replayFiles } from './replay/stream.ts';
import { BadLines } from './shared/bad-lines.ts';
import {
  createCommand,
  EXIT_FAILED,
  EXIT_USAGE,
  Failure,
  positiveNumber,
  runCommand,
  wholeNumber,
} from './shared/command.ts';
import { sizesOf } from './shared/lines.ts';
import { createProgress, megabytes } from './shared/progress.ts';
import { exitOnSignals } from './shared/signals.ts';

interface Options {
  readonly url: string;
  readonly token: string;
  readonly speed?: number;
  readonly batch: number;
  readonly ids?: true;
}

const PROTOCOLS = ['http:', 'https:'];

const command = createCommand(
  'replay',
  'Sends recorded normal events to a running Meridian, again where it does not answer.',
)
  .addArgument(new Argument('<file...>', 'normal events, one a line, gzip or not; - for standard input'))
  .requiredOption('--url <address>', 'where it runs, like http://127.0.0.1:8787')
  .requiredOption(
    '--token <token>',
    'an ingest token of the tenant; or the environment variable MERIDIAN_TOKEN',
    process.env.MERIDIAN_TOKEN,
  )
  .option(
    '--speed <n>',
    'recorded seconds a second: 1 as it was, 3600 an hour a second (default: as fast as it goes)',
    positiveNumber,
  )
  .option('--batch <events>', 'events a request', wholeNumber(1), 500)
  .option('--ids', 'print the ids of the alerts that the events opened or changed, one a line')
  .addHelpText(
    'after',
    `\nA batch that is not taken is sent again, ${ATTEMPTS} times in all within about a minute; nothing counts twice. Exit code 1 where it is not\n` +
      'taken, or where a line could not be read; the others are sent all the same.',
  )
  .action(replay);

async function replay(files: string[], options: Options): Promise<void> {
  exitOnSignals();
  assertAddress(options.url);
  const progress = createProgress(sizesOf(files), { unit: 'MB', format: megabytes });
  const bad = new BadLines();
  const send = createSender({
    url: options.url,
    token: options.token,
    onNobody: (words) => process.stderr.write(`${words}\n`),
    onRetry: (reason, waitMs) => process.stderr.write(`${reason}; again in ${(waitMs / 1000).toFixed(1)} s\n`),
  });
  const replayed = await replayFiles(files, send, {
    ...(options.speed === undefined ? {} : { speed: options.speed }),
    batchEvents: options.batch,
    onBytes: progress.add,
    onBadLine: (place, reason) => bad.add(place, reason),
  }).finally(progress.stop);
  bad.report();
  process.stderr.write(
    `${formatCount(replayed.accepted)} accepted, ${plural(replayed.duplicates, 'duplicate')}, ` +
      `${formatCount(replayed.rejected)} rejected, ${plural(replayed.alerts.size, 'alert')} touched\n`,
  );
  if (options.ids) for (const alert of replayed.alerts) process.stdout.write(`${alert}\n`);
  else if (replayed.alerts.size > 0) process.stderr.write(`the page has them: ${new URL('/', options.url)}\n`);
  if (replayed.rejected > 0) process.exitCode = EXIT_FAILED;
}

function assertAddress(text: string): void {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (!PROTOCOLS.includes(protocol)) throw new Failure(`${text} is no address of a Meridian`, EXIT_USAGE);
}

await runCommand(command);
