import type { Folding } from './folding.ts';

/** Stored form of a baseline: its JSON, integers and short strings, under 4,096 bytes. */
export const encodeBaseline = (baseline: unknown): string => JSON.stringify(baseline);

/** Reads a stored baseline of any version. Undefined, and said in the log, when it is unreadable: the account starts anew. */
export function decodeBaseline<B, N>(folding: Folding<B, N>, text: string): B | undefined {
  try {
    return folding.readBaseline(JSON.parse(text));
  } catch (error) {
    console.error('a stored baseline is unreadable', error);
    return undefined;
  }
}
