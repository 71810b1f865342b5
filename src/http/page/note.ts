import { noteText, type TypedNote } from '../../domain/note.ts';
import type { Form } from '../context.ts';

/**
 * The note of a form, if it was changed there, or emptied: a form that was opened before somebody else wrote a note does not take
 * that one away. Undefined where nothing was typed.
 */
export function typedNote({ note, noteBefore }: Form): TypedNote | undefined {
  if (note === undefined) return undefined;
  const typed = { note: noteText(note), ...(noteBefore !== undefined && { noteBefore: noteText(noteBefore) }) };
  return typed.note === (typed.noteBefore ?? '') ? undefined : typed;
}
