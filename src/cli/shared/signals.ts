import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell adds to the number of the signal that ended a command. */
const EXIT_BY_SIGNAL = 128;

/** A signal ends the process by way of `exit`, whose listeners put away what is half done; without this it just ends. */
export function exitOnSignals(): void {
  for (const signal of SIGNALS) process.once(signal, () => process.exit(EXIT_BY_SIGNAL + constants.signals[signal]));
}
