import { readFileSync } from 'node:fs';
import { Argument } from 'commander';
import { formatCount } from '../dashboard/format.ts';
import { findSource, type MappedSource, SOURCES, type Source } from '../sources/index.ts';
import { explanation } from './normalize/explanation.ts';
import { readRecords, type VendorRecord } from './normalize/records.ts';
import { createCommand, EXIT_FAILED, EXIT_USAGE, Failure, runCommand } from './shared/command.ts';
import { openOutput } from './shared/output.ts';
import { exitOnSignals } from './shared/signals.ts';

interface Options {
  readonly vendor: string;
  readonly field?: string;
  readonly explain?: true;
  readonly mapping?: string;
  readonly out?: string;
}

const command = createCommand(
  'normalize',
  "Turns a vendor's records into normal events, one a line on standard output.",
)
  .addArgument(
    new Argument(
      '<file...>',
      "the vendor's records, one a line or one JSON document, gzip or not; - for standard input",
    ),
  )
  .requiredOption('--vendor <name>', 'whose records they are')
  .option('--field <name>', 'read the record from this field of each line')
  .option('--mapping <file>', 'for the vendor custom: the mapping of the source as JSON, as POST /v1/sources takes it')
  .option('--explain', 'for people: say of each record what became of it, and which field became which')
  .option('--out <file>', 'write there instead of standard output')
  .addHelpText('after', `\nVendors: ${SOURCES.map(({ vendor }) => vendor).join(', ')}`)
  .action(normalize);

async function normalize(files: string[], options: Options): Promise<void> {
  exitOnSignals();
  const source = findSource(options.vendor);
  if (source === undefined) {
    const known = SOURCES.map(({ vendor }) => vendor).join(', ');
    throw new Failure(`no vendor is named ${options.vendor}; there are: ${known}`, EXIT_USAGE);
  }
  const reader = options.mapping === undefined ? source : mappedBy(source, options.mapping);
  const output = await openOutput(options.out);
  const passedOver = new Map<string, number>();
  const counts = { records: 0, events: 0, unreadable: 0 };

  // A record without any time happened when it came, as far as anybody knows: the server does the same.
  const context = { receivedMs: Date.now() };

  const take = async (read: VendorRecord): Promise<void> => {
    counts.records += 1;
    if ('reason' in read) {
      counts.unreadable += 1;
      process.stderr.write(`${read.place}: ${read.reason}\n`);
      return;
    }
    const outcome = await reader.normalise(read.record, context);
    if (outcome.kind === 'reject') {
      counts.unreadable += 1;
      process.stderr.write(`${read.place}: ${outcome.reject.path || '(the record)'}: ${outcome.reject.reason}\n`);
    } else if (outcome.kind === 'not-ours') {
      passedOver.set(outcome.why, (passedOver.get(outcome.why) ?? 0) + 1);
    } else {
      counts.events += outcome.events.length;
    }
    if (options.explain) await output.write(explanation(read.place, await reader.explain(read.record, context)));
    else if (outcome.kind === 'events')
      await output.write(outcome.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  };

  for await (const read of readRecords(files, reader, options.field)) await take(read);
  await output.close();
  process.stderr.write(
    `${formatCount(counts.records)} records, ${formatCount(counts.events)} events, ${formatCount(counts.unreadable)} unreadable\n`,
  );
  for (const [why, count] of [...passedOver].toSorted((one, other) => other[1] - one[1]))
    process.stderr.write(`passed over: ${formatCount(count)} (${why})\n`);
  if (counts.unreadable > 0) process.exitCode = EXIT_FAILED;
}

/** The source with a mapping; each of its faults is told by its place. */
function mappedBy(source: Source, file: string): MappedSource {
  if (source.configured === undefined) throw new Failure(`only the vendor custom has a mapping`, EXIT_USAGE);
  const configured = source.configured(jsonIn(file));
  if (!configured.ok) throw new Failure(`${file}: ${configured.error.join('; ')}`, EXIT_USAGE);
  return configured.value;
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Failure(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`, EXIT_USAGE);
  }
}

await runCommand(command);
