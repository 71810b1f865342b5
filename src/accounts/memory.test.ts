import { describe, expect, it } from 'vitest';
import { createMemory } from './memory.ts';

/** One character of stored form takes 4 bytes: each of these takes 100. */
const kept = (memory: ReturnType<typeof createMemory<string>>, name: string) =>
  memory.keep(name, `baseline of ${name}`, 24);

describe('the memory of baselines', () => {
  it('lets the longest unused go first', () => {
    const memory = createMemory<string>({ totalBytes: 300, changedBytes: 1e6 });
    for (const name of ['a', 'b', 'c']) kept(memory, name);
    memory.get('a');
    kept(memory, 'd');
    memory.shrink();
    expect(['a', 'b', 'c', 'd'].filter((name) => memory.get(name) !== undefined)).toEqual(['a', 'c', 'd']);
    expect(memory.stats()).toEqual({ held: 3, changed: 0, bytes: 300 });
  });

  it('holds what changed until a snapshot has it', () => {
    const memory = createMemory<string>({ totalBytes: 0, changedBytes: 4_000 });
    kept(memory, 'a');
    memory.change('a', 'new');
    memory.shrink();
    expect(memory.get('a')).toBe('new');
    expect(memory.needsSnapshot()).toBe(false);
    memory.change('b', 'new');
    expect(memory.needsSnapshot()).toBe(true);
    memory.settle(
      new Map([
        ['a', 24],
        ['b', 24],
      ]),
    );
    expect(memory.stats()).toEqual({ held: 2, changed: 0, bytes: 200 });
    memory.shrink();
    expect(memory.stats()).toEqual({ held: 0, changed: 0, bytes: 0 });
  });

  it('counts the bytes of what it forgets', () => {
    const memory = createMemory<string>();
    kept(memory, 'a');
    memory.change('b', 'new');
    memory.change('b', 'newer');
    memory.forget('a');
    memory.forget('b');
    memory.forget('c');
    expect(memory.stats()).toEqual({ held: 0, changed: 0, bytes: 0 });
  });
});
