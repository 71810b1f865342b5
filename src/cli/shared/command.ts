import { Command, InvalidArgumentError } from 'commander';
import { EXIT_FAILED, Failure, messageOf } from './failure.ts';

/** What every command shares: exit codes, clear messages, and quiet when the reader of our output goes away. */

export { EXIT_FAILED, Failure, messageOf };
export const EXIT_USAGE = 2;

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
