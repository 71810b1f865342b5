import { NOTE_LIMIT } from './alert.ts';

/** A note as it is kept: lines end with LF, where forms and some programs send CRLF, and no blanks stand around it. */
export const noteText = (text: string): string => text.replace(/\r\n?/g, '\n').trim().slice(0, NOTE_LIMIT);

/** A note that was typed into a form, or emptied there. */
export interface TypedNote {
  readonly note: string;
  /** What stood in the form when it was opened; left out by whoever sends one without having opened any. */
  readonly noteBefore?: string;
}

/** Whether somebody else has stored another note since the form of this one was opened. */
export function isOvertaken({ note, noteBefore }: TypedNote, stored = ''): boolean {
  const now = noteText(stored);
  return noteBefore !== undefined && now !== noteBefore && now !== note;
}
