import { Presets, SingleBar } from 'cli-progress';

/** Progress on standard error: a bar where somebody watches, else a plain line every few seconds. */
export interface Progress {
  readonly add: (amount: number) => void;
  /** Ends it; the last state stays on the screen. */
  readonly stop: () => void;
}

const PLAIN_LINE_EVERY_MS = 5_000;

export interface ProgressOptions {
  /** What is counted, e.g. `events`. */
  readonly unit: string;
  /** How a count is written; as it is by default. */
  readonly format?: (amount: number) => string;
}

/** @param total what 100% is; 0 where it is not known */
export function createProgress(total: number, { unit, format = String }: ProgressOptions): Progress {
  if (process.stderr.isTTY && total > 0) return barOf(total, unit, format);
  let done = 0;
  let saidAtMs = Date.now();
  return {
    add: (amount) => {
      done += amount;
      if (Date.now() - saidAtMs < PLAIN_LINE_EVERY_MS) return;
      saidAtMs = Date.now();
      const share = total > 0 ? ` (${Math.floor((100 * done) / total)}%)` : '';
      process.stderr.write(`${format(done)} ${unit}${share}\n`);
    },
    stop: () => {},
  };
}

function barOf(total: number, unit: string, format: (amount: number) => string): Progress {
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `{bar} {percentage}% | {value} of {total} ${unit} | {eta_formatted} left`,
      formatValue: (value, _options, type) => (type === 'value' || type === 'total' ? format(value) : String(value)),
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  // It hides the cursor.
  process.once('exit', () => bar.stop());
  return { add: (amount) => bar.increment(amount), stop: () => bar.stop() };
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
