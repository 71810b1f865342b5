import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './row-text.ts';

it('pieces join to the text again, are short enough, and each can be stored as UTF-8', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'ø', '😀', '\u0000') }),
      fc.integer({ min: 2, max: 9 }),
      (text, maxChars) => {
        const pieces = cutText(text, maxChars);
        expect(pieces.join('')).toBe(text);
        expect(pieces.every((piece) => piece.length <= maxChars && piece.isWellFormed())).toBe(true);
      },
    ),
  );
  expect(cutText('ab😀c', 3)).toEqual(['ab', '😀c']);
  expect(cutText('', 3)).toEqual(['']);
});
