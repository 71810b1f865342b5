import { readFileSync } from 'node:fs';
import { Argument } from 'commander';
import { findSource, type MappedSource, SOURCES, type Source } from '../sources/index.ts';
import { explanation } from './normalize/explanation.ts';
import { readRecords } from './normalize/records.ts';
import { Tally } from './normalize/tally.ts';
import { createWrapperHint, type WrapperHint } from './normalize/wrapper-hint.ts';
import { createCommand, EXIT_FAILED, EXIT_USAGE, Failure, runCommand } from './shared/command.ts';
import { reasonOf } from './shared/failure.ts';
import { sizesOf } from './shared/lines.ts';
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
  .addHelpText(
    'after',
    `\nVendors: ${SOURCES.map(({ vendor }) => vendor).join(', ')}\n\nExit code 1 where a record could not be read; the events of the others are printed all the same.`,
  )
  .action(normalize);

async function normalize(files: string[], options: Options): Promise<void> {
  exitOnSignals();
  const source = findSource(options.vendor);
  if (source === undefined) {
    const known = SOURCES.map(({ vendor }) => vendor).join(', ');
    throw new Failure(`no vendor is named ${options.vendor}; there are: ${known}`, EXIT_USAGE);
  }
  const reader = options.mapping === undefined ? source : mappedBy(source, options.mapping);
  // Throws for a file that is none.
  sizesOf(files);
  const output = await openOutput(options.out);
  const tally = new Tally();
  const wrapper = createWrapperHint(reader);
  // A record without any time happened when it came, as far as anybody knows: the server does the same.
  const taking = { tally, wrapper, context: { receivedMs: Date.now() }, explain: options.explain === true };
  for await (const read of readRecords(files, reader, options.field)) {
    tally.records += 1;
    if ('reason' in read) refuse(tally, read.place, read.reason);
    else await output.write(await takeRecord(reader, read, taking));
  }
  await output.close();
  process.stderr.write(tally.report(options.field === undefined ? wrapper.field() : undefined));
  if (tally.unreadable > 0) process.exitCode = EXIT_FAILED;
}

/** What turns a record into events: a source as it is, or with a mapping. */
type Reader = Source | MappedSource;

interface Taking {
  readonly tally: Tally;
  readonly wrapper: WrapperHint;
  readonly context: { readonly receivedMs: number };
  readonly explain: boolean;
}

/** Counts what becomes of a record, and gives what is to be printed of it. */
async function takeRecord(
  reader: Reader,
  { place, record }: { readonly place: string; readonly record: unknown },
  { tally, wrapper, context, explain }: Taking,
): Promise<string> {
  const outcome = await reader.normalise(record, context);
  if (outcome.kind !== 'events') await wrapper.look(record);
  if (outcome.kind === 'reject')
    refuse(tally, place, `${outcome.reject.path || '(the record)'}: ${outcome.reject.reason}`);
  if (outcome.kind === 'not-ours') tally.passOver(outcome.why);
  const events = outcome.kind === 'events' ? outcome.events : [];
  const undated = outcome.kind === 'events' ? (outcome.datedByArrival ?? 0) : 0;
  tally.events += events.length;
  tally.undated += undated;
  if (explain) return explanation(place, await reader.explain(record, context), undated > 0);
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

function refuse(tally: Tally, place: string, reason: string): void {
  tally.unreadable += 1;
  process.stderr.write(`${place}: ${reason}\n`);
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
    throw new Failure(`${file}: ${reasonOf(error)}`, EXIT_USAGE);
  }
}

await runCommand(command);
