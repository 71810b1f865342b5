import type { MappedSource, Source } from '../../sources/index.ts';

/** As much of a source as tries a record. */
type Reader = Pick<Source | MappedSource, 'unwrap' | 'normalise'>;

/** Finds out whether records that nobody knows are wrapped: whether one field of each holds what the vendor wrote. */
export interface WrapperHint {
  /** Looks into a record that did not become an event. */
  readonly look: (record: unknown) => Promise<void>;
  /** The field under which most of them hold a record of the vendor; undefined where none does. */
  readonly field: () => string | undefined;
}

/** Enough to tell, in a file of any length. */
const MOST_LOOKED_AT = 200;

export function createWrapperHint(reader: Reader): WrapperHint {
  const found = new Map<string, number>();
  let looked = 0;
  return {
    look: async (record) => {
      looked += 1;
      if (looked > MOST_LOOKED_AT || typeof record !== 'object' || record === null) return;
      for (const [name, value] of Object.entries(record))
        if (await holdsEvents(reader, value)) found.set(name, (found.get(name) ?? 0) + 1);
    },
    field: () => [...found].toSorted((one, other) => other[1] - one[1])[0]?.[0],
  };
}

async function holdsEvents(reader: Reader, value: unknown): Promise<boolean> {
  if (typeof value !== 'object' || value === null) return false;
  for (const record of reader.unwrap(value)) if ((await reader.normalise(record)).kind === 'events') return true;
  return false;
}
