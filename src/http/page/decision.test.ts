import { describe, expect, it } from 'vitest';
import { decisionOf } from './decision.ts';

const NOW_MS = Date.parse('2026-05-04T22:00:00Z');
const expected = (until: string) => decisionOf('expected', until, NOW_MS);

describe('what the form of an alert decides', () => {
  it('is expected for good without a day, and else until the end of the day, which may be this one', () => {
    expect(expected('')).toEqual({ ok: true, value: { status: 'resolved', verdict: { verdict: 'expected' } } });
    for (const day of ['2026-05-04', '2026-12-24']) {
      const verdict = { verdict: 'expected', until: `${day}T23:59:59Z` };
      expect(expected(day)).toEqual({ ok: true, value: { status: 'resolved', verdict } });
    }
  });

  it('is nothing for a day that is past, or none', () => {
    expect(expected('2026-05-03')).toEqual({ ok: false, error: expect.stringContaining('2026-05-03 is past') });
    for (const day of ['soon', '2026-02-30', '2026-5-4', '20260-05-04'])
      expect(expected(day)).toEqual({ ok: false, error: expect.stringContaining('Nothing was decided') });
  });
});
