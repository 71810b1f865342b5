import { noteText, type TypedNote } from '../../domain/note.ts';
import type { Form } from '../context.ts';

/** Says that nothing was decided, and why, and that a note was not stored, as it was typed or emptied. */
export const notDecided = (why: string, { note }: TypedNote): string =>
  `${why}: nothing was decided. ${
    note === ''
      ? 'The note is emptied in its field, not yet where it is stored.'
      : 'The note that you typed is in its field, not stored yet.'
  }`;

/**
 * The note of a form, if it was changed there, or emptied: a form that was opened before somebody else wrote a note does not take
 * that one away. Undefined where nothing was typed.
 */
export function typedNote({ note, noteBefore }: Form): TypedNote | undefined {
  if (note === undefined) return undefined;
  const typed = { note: noteText(note), ...(noteBefore !== undefined && { noteBefore: noteText(noteBefore) }) };
  return typed.note === (typed.noteBefore ?? '') ? undefined : typed;
}
