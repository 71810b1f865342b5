import { describe, expect, it } from 'vitest';
import { DETECTION_IDS } from '../../domain/finding.ts';
import { notesOf, titleOf } from './notes.ts';

describe('what the page says of a detection', () => {
  it.each(DETECTION_IDS)('%s: its meaning, what is harmless, and what to do', (id) => {
    const notes = notesOf(id);
    expect(notes?.id).toBe(id);
    expect(notes?.meaning).toMatch(/\w/);
    expect(notes?.harmlessLookalikes.length).toBeGreaterThan(0);
    expect(notes?.whatToDo.length).toBeGreaterThan(0);
    expect(titleOf(id)).not.toContain('-');
  });
});
