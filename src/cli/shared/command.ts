import { Command, InvalidArgumentError } from 'commander';

/** What every command shares: exit codes, clear messages, and quiet when the reader of our output goes away. */

export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** A failure that the user can act on: its message is printed alone, without a stack. */
export class Failure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT_FAILED) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A command under the name by which people run it, `npm run <name> --`. Wrong arguments end with exit code 2. */
export function createCommand(name: string, description: string): Command {
  return new Command(name === 'start' ? 'npm start --' : `npm run ${name} --`)
    .description(description)
    .showHelpAfterError('(--help tells more)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));
}

/** Runs the command with the arguments of the process; sets the exit code. Never rejects. */
export async function runCommand(command: Command): Promise<void> {
  endQuietlyWithReader(process.stdout);
  try {
    await command.parseAsync();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = error instanceof Failure ? error.exitCode : EXIT_FAILED;
  }
}

/** `… | head` closes our output early: that is no error. */
export function endQuietlyWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`cannot write the output: ${error.message}\n`);
    process.exit(EXIT_FAILED);
  });
}

/** A message for people: what happened, of a file where it is about one. */
export function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = systemErrorOf(error);
  const reason = code === undefined ? undefined : FILE_TROUBLES[code];
  return reason === undefined || path === undefined ? error.message : `${path}: ${reason}`;
}

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'not allowed to read it',
  EISDIR: 'is a folder, not a file',
  ENOSPC: 'no space left',
};

const systemErrorOf = (error: NodeJS.ErrnoException) => ({ code: error.code, path: error.path });

/** Reads a whole number of at least `least` from the command line. */
export const wholeNumber =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
    return value;
  };

/** Reads a number above 0 from the command line. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('expected a number above 0.');
  return value;
}
