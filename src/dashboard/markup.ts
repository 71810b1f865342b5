import { html } from 'hono/html';

/** A piece of a page: text that is escaped already. */
export type Markup = ReturnType<typeof html>;

export { html };

export const NOTHING: Markup = html``;

/** C0 and C1 controls and the marks that turn the direction of writing: no page of ours needs them, and a hostile name may hold them. */
const DECEPTIVE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/**
 * The finished text of a piece. Characters that hide or reorder what stands around them become U+FFFD,
 * so that what a reader sees is what was sent.
 */
export const render = (piece: Markup): string => String(piece).replace(DECEPTIVE, '\ufffd').toWellFormed();

/** Widths in letter sizes, as wide fonts have them (DejaVu, where no other is installed). */
const LETTERS = [
  { like: /[.,:;'|!ijl()[\]/ -]/, width: 0.4 },
  { like: /[@%&mwMW\p{Emoji_Presentation}\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/u, width: 1.02 },
] as const;
const OTHER_WIDTH = 0.68;
const ELLIPSIS_WIDTH = 1;

/** What fits into a row so many letter sizes wide, the cut shown by an ellipsis. For names of which nobody knows how wide they are. */
export function fitting(text: string, width: number): string {
  const characters = [...text.slice(0, 8 * Math.ceil(width))];
  if (countThatFit(characters, width) === characters.length) return characters.join('');
  return `${characters.slice(0, countThatFit(characters, width - ELLIPSIS_WIDTH)).join('')}…`;
}

function countThatFit(characters: readonly string[], width: number): number {
  let taken = 0;
  const first = characters.findIndex((character) => {
    taken += LETTERS.find(({ like }) => like.test(character))?.width ?? OTHER_WIDTH;
    return taken > width;
  });
  return first === -1 ? characters.length : first;
}

/** At most `length` characters, the cut shown by an ellipsis. For captions inside pictures, where nothing wraps. */
export function shorten(text: string, length: number): string {
  const characters = [...text.slice(0, length * 2 + 2)];
  return characters.length <= length ? characters.join('') : `${characters.slice(0, length - 1).join('')}…`;
}
