/** A fault that a schema found, with what it met, as valibot writes it: the name of a type, or a value in JSON. */
interface Fault {
  readonly message: string;
  readonly received?: unknown;
}

/** What valibot met where nothing stood, and where a parameter came several times. */
const NOTHING_THERE = 'undefined';
const SEVERAL = 'Array';

/**
 * What a caller is told of a fault. A schema's own words stand, but for what it can have none for: that nothing came, or a
 * parameter of the address more than once.
 */
export function faultWords({ message, received }: Fault, target: string): string {
  if (received === NOTHING_THERE) return 'is missing';
  return target === 'query' && received === SEVERAL ? 'is given more than once' : message;
}
