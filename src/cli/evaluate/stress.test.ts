import { describe, expect, it } from 'vitest';
import { aLogin, eventsAt, instants } from '../../../test/support/events.ts';
import type { NormalEvent } from '../../domain/event.ts';
import { delivered } from './stress.ts';

const events = eventsAt(instants('2026-01-01T00:00:00Z', 2_000), aLogin);
const ids = (all: readonly NormalEvent[]): string[] => all.map(({ id }) => id);

describe('bad delivery', () => {
  it('is the same each time', () => {
    expect(delivered(events, 'all at once')).toEqual(delivered(events, 'all at once'));
  });

  it('sends a twentieth of the events twice', () => {
    const twice = delivered(events, 'duplicated');
    expect(new Set(ids(twice)).size).toBe(2_000);
    expect(twice.length / 2_000).toBeCloseTo(1.05, 1);
    expect(twice.length).toBeGreaterThan(2_050);
  });

  it('holds a tenth of them back for up to a day', () => {
    const late = delivered(events, 'delayed');
    expect(ids(late).toSorted()).toEqual(ids(events).toSorted());
    let newestMs = 0;
    let overtaken = 0;
    for (const { time } of late) {
      const atMs = Date.parse(time);
      if (atMs < newestMs) overtaken += 1;
      expect(newestMs - atMs).toBeLessThanOrEqual(86_400_000);
      newestMs = Math.max(newestMs, atMs);
    }
    expect(overtaken / 2_000).toBeCloseTo(0.1, 1);
  });

  it('shuffles only what lies within an hour', () => {
    const close = eventsAt(instants('2026-01-01T00:00:00Z', 500, 60_000), aLogin);
    const shuffled = delivered(close, 'shuffled');
    expect(ids(shuffled)).not.toEqual(ids(close));
    const places = new Map(ids(close).map((id, index) => [id, index]));
    for (const [index, { id }] of shuffled.entries())
      expect(Math.abs((places.get(id) ?? 0) - index)).toBeLessThanOrEqual(60);
  });
});
