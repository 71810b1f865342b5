import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../domain/time.ts';
import { type Counters, count, readCounters, trimCounters } from './counters.ts';

const START_MS = Date.UTC(2018, 7, 17, 8);

describe('counters', () => {
  it('add up by source and hour of arrival, and remember the newest event and when the newest came', () => {
    const counters: Counters = new Map();
    count(counters, { source: 'okta', atMs: START_MS, accepted: 3, duplicates: 1, lastEventMs: 50 });
    count(counters, { source: 'okta', atMs: START_MS + 59 * 60_000, accepted: 2, duplicates: 0, lastEventMs: 40 });
    // A batch whose clock was read earlier may be counted later.
    count(counters, { source: 'okta', atMs: START_MS + 58 * 60_000, accepted: 0, duplicates: 0 });
    count(counters, { source: 'okta', atMs: START_MS + HOUR_MS, accepted: 0, duplicates: 5 });
    count(counters, { source: '__proto__', atMs: START_MS, accepted: 1, duplicates: 0, lastEventMs: 1 });
    expect([...counters.values()]).toEqual([
      {
        source: 'okta',
        hourMs: START_MS,
        accepted: 5,
        duplicates: 1,
        lastEventMs: 50,
        lastReceivedMs: START_MS + 59 * 60_000,
      },
      {
        source: 'okta',
        hourMs: START_MS + HOUR_MS,
        accepted: 0,
        duplicates: 5,
        lastReceivedMs: START_MS + HOUR_MS,
      },
      {
        source: '__proto__',
        hourMs: START_MS,
        accepted: 1,
        duplicates: 0,
        lastEventMs: 1,
        lastReceivedMs: START_MS,
      },
    ]);
    expect(readCounters([...counters.values()])).toEqual(counters);
  });

  it('tell what was read again from what came', () => {
    const counters: Counters = new Map();
    const later = { source: 'okta', atMs: START_MS + 1, accepted: 3, duplicates: 2, lastEventMs: 50, isReplay: true };
    count(counters, later);
    const replayed = { source: 'okta', hourMs: START_MS, accepted: 3, duplicates: 2, lastEventMs: 50, replayed: 5 };
    expect([...counters.values()]).toEqual([replayed]);
    count(counters, { source: 'okta', atMs: START_MS, accepted: 1, duplicates: 0 });
    count(counters, later);
    expect([...counters.values()]).toEqual([
      { ...replayed, accepted: 7, duplicates: 4, replayed: 10, lastReceivedMs: START_MS },
    ]);
  });

  it('are dropped when they are older than three days', () => {
    const counters: Counters = new Map();
    for (const days of [0, 1, 2, 4, 5]) {
      count(counters, { source: 'okta', atMs: START_MS - days * DAY_MS, accepted: 1, duplicates: 0 });
    }
    expect(trimCounters(counters, START_MS).size).toBe(3);
  });
});
