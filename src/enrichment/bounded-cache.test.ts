import { describe, expect, it } from 'vitest';
import { createBoundedCache } from './bounded-cache.ts';

describe('a bounded cache', () => {
  it('hands out what it was given, until it is full by number', () => {
    const cache = createBoundedCache<object>({ entries: 3, keyChars: 1_000 });
    const value = {};
    cache.set('a', value);
    cache.set('b', {});
    cache.set('c', {});
    expect(cache.get('a')).toBe(value);
    cache.set('d', value);
    expect([cache.get('a'), cache.get('d')]).toEqual([undefined, value]);
  });

  it('is full as well when its keys are long, and counts none twice', () => {
    const cache = createBoundedCache<number>({ entries: 1_000, keyChars: 100 });
    for (let n = 0; n < 50; n += 1) cache.set('x'.repeat(40), n);
    cache.set('y'.repeat(60), 1);
    expect(cache.get('x'.repeat(40))).toBe(49);
    cache.set('z', 2);
    expect([cache.get('x'.repeat(40)), cache.get('y'.repeat(60)), cache.get('z')]).toEqual([undefined, undefined, 2]);
  });
});
