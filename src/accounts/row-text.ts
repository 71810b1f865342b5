/**
 * Cuts a text into pieces of at most `maxChars` UTF-16 units, never between the halves of a surrogate pair (a half alone
 * cannot be stored as UTF-8). At least one piece, which may be empty.
 */
export function cutText(text: string, maxChars: number): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > maxChars) {
    const to = from + maxChars;
    const cut = isLowSurrogate(text.charCodeAt(to)) ? to - 1 : to;
    pieces.push(text.slice(from, cut));
    from = cut;
  }
  pieces.push(text.slice(from));
  return pieces;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
