/** One record: parsed, or why it could not be, or how long it was when that was too long to keep. */
export type Piece =
  | { readonly kind: 'value'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'broken'; readonly reason: string; readonly text: string }
  | { readonly kind: 'too-long'; readonly bytes: number };

export function parsed(text: string): Piece {
  try {
    return { kind: 'value', value: JSON.parse(text), text };
  } catch (error) {
    return { kind: 'broken', reason: error instanceof Error ? error.message : 'not JSON', text };
  }
}

/** What is left of a broken value, each line for itself. */
export function lineByLine(text: string): Piece[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '' && line !== ']')
    .map(parsed);
}
