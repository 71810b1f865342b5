/**
 * What one run of an expression may cost, counted since a clock cannot bound it inside a Worker, where time stands still while it
 * computes. Every value that JSONata evaluates on the way is paid for by its size: whatever is done with it next takes about as long.
 */

/** Paid for each evaluation, in characters: what it takes besides the size of its value. */
const STEP = 100;
/** Whatever the record: 5,000 evaluations, some tens of milliseconds. A predicate over a list takes four a member. */
const BASE = 500_000;
/** Times that the whole record may be looked at. */
const READINGS = 16;
/** Longest text that an expression may take up or make. A field of an event keeps 2,048 at most; a line of a log has less. */
const MAX_TEXT = 16_384;

export class Budget {
  #left: number;

  constructor(record: unknown) {
    this.#left = BASE + READINGS * sizeOf(record);
  }

  /** @throws when the run has cost too much, or the text is too long: the field is not found then */
  pay(value: unknown): void {
    if (typeof value === 'string' && value.length > MAX_TEXT) throw new RangeError('too long a text');
    this.#left -= STEP + sizeOf(value);
    if (this.#left < 0) throw new RangeError('too much work');
  }
}

/** Records are not changed while they are read, so that each object is measured once. */
const sizes = new WeakMap<object, number>();

/** About the characters of its JSON. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 1;
  for (const [key, member] of Object.entries(value)) size += key.length + sizeOf(member);
  sizes.set(value, size);
  return size;
}
