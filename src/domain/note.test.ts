import { describe, expect, it } from 'vitest';
import { NOTE_LIMIT } from './alert.ts';
import { isOvertaken, noteText } from './note.ts';

describe('a note', () => {
  it('is kept with LF at the end of its lines, without blanks around it, and no longer than it may be', () => {
    expect(noteText(' called\r\nhim\rtwice\n\n')).toBe('called\nhim\ntwice');
    expect(noteText('x'.repeat(NOTE_LIMIT + 1))).toHaveLength(NOTE_LIMIT);
  });

  it.each([
    ['mine', 'old', 'old', false],
    ['mine', 'old', 'theirs', true],
    ['mine', 'old', undefined, true],
    ['mine', '', undefined, false],
    ['', 'old', 'theirs', true],
    ['same', 'old', 'same', false],
    ['mine', 'two\nlines', 'two\r\nlines', false],
    ['mine', undefined, 'theirs', false],
  ])('%j, typed where %j stood, over %j: overtaken is %s', (note, noteBefore, stored, overtaken) => {
    expect(isOvertaken({ note, ...(noteBefore !== undefined && { noteBefore }) }, stored)).toBe(overtaken);
  });
});
