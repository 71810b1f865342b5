import { describe, expect, it } from 'vitest';
import type { Folding } from './folding.ts';
import { createMemory, type MemoryLimits } from './memory.ts';

const folding: Folding<string, string> = {
  foldEvent: () => ({ baseline: '', neighbourhood: '', findings: [] }),
  foldVerdict: (baseline) => baseline,
  readBaseline: (stored) => (typeof stored === 'string' ? stored : undefined),
  readNeighbourhood: () => '',
};
const memoryOf = (limits: Partial<MemoryLimits> = {}) =>
  createMemory(folding, { objectBytes: 300, textBytes: 50, changedTextBytes: 1e6, ...limits });
type Memory = ReturnType<typeof memoryOf>;

/** 24 characters as JSON: 100 bytes as an object with a name of one letter, 25 as text. */
const baselineOf = (name: string) => `${name}-`.padEnd(22, '.');
const keep = (memory: Memory, name: string) => memory.keep(name, baselineOf(name), 24);
const held = (memory: Memory, names: string) => [...names].filter((name) => memory.get(name) !== undefined).join('');

describe('the memory of baselines', () => {
  it('turns the longest unused into text, and lets the longest unused text go', () => {
    const memory = memoryOf();
    for (const name of 'abcdef') {
      keep(memory, name);
      memory.get('a');
      memory.shrink();
    }
    expect(memory.stats()).toEqual({ held: 5, changed: 0, bytes: 350 });
    expect(held(memory, 'abcdef')).toBe('acdef');
    expect(memory.get('c')).toBe(baselineOf('c'));
  });

  it('holds what changed, as object or text, until a snapshot has it', () => {
    const memory = memoryOf({ objectBytes: 0, textBytes: 0, changedTextBytes: 30 });
    memory.change('a', baselineOf('a'));
    memory.shrink();
    expect(memory.stats()).toEqual({ held: 1, changed: 1, bytes: 25 });
    expect(memory.needsSnapshot()).toBe(false);
    memory.change('b', baselineOf('b'));
    memory.shrink();
    expect(memory.needsSnapshot()).toBe(true);
    expect(memory.get('a')).toBe(baselineOf('a'));
    const texts = memory.changed();
    expect(texts).toEqual(new Map(['a', 'b'].map((name) => [name, JSON.stringify(baselineOf(name))])));
    memory.settle(texts);
    expect(memory.stats()).toEqual({ held: 2, changed: 0, bytes: 125 });
    memory.shrink();
    expect(memory.stats()).toEqual({ held: 0, changed: 0, bytes: 0 });
  });

  it('remembers that a text was changed when it becomes an object again', () => {
    const memory = memoryOf({ objectBytes: 0 });
    memory.change('a', baselineOf('a'));
    memory.shrink();
    memory.get('a');
    expect(memory.changed().has('a')).toBe(true);
  });

  it('counts text beyond Latin-1 as two bytes a character', () => {
    const memory = memoryOf({ objectBytes: 0 });
    memory.change('a', '東京');
    memory.shrink();
    expect(memory.stats().bytes).toBe(10);
  });

  it('counts the bytes of what it forgets', () => {
    const memory = memoryOf();
    keep(memory, 'a');
    memory.change('b', 'new');
    memory.change('b', 'newer');
    for (const name of 'abc') memory.forget(name);
    expect(memory.stats()).toEqual({ held: 0, changed: 0, bytes: 0 });
  });
});
