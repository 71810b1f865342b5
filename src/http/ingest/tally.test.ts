import { describe, expect, it } from 'vitest';
import { REJECT_RAW_BYTES, REJECTS_ANSWERED, REJECTS_RECORDED } from './constants.ts';
import { Tally } from './tally.ts';

const aTally = () => new Tally('default', 'events', 0);

describe('a tally of rejects', () => {
  it('tells the first in the answer, keeps the newest for the list, and counts all', () => {
    const tally = aTally();
    for (let index = 0; index < 2_500; index += 1) tally.reject(index, { path: '/time', reason: 'not a time' }, '{}');
    expect(tally.answer().rejected.map(({ index }) => index)).toEqual([...Array(REJECTS_ANSWERED).keys()]);
    expect(tally.recorded.map(({ index }) => index)).toEqual(
      [...Array(REJECTS_RECORDED).keys()].map((place) => 1_500 + place),
    );
    expect(tally.rejectedCount).toBe(2_500);
  });

  it('keeps as much of a reason, of a path and of a record as somebody reads, cut between characters', () => {
    const tally = aTally();
    const reason = `Invalid type: Expected "login" but received "${'東🦉'.repeat(300_000)}"`;
    tally.reject(0, { path: `/${'é'.repeat(1_000)}`, reason }, '🦉'.repeat(100_000));
    const [answered] = tally.answer().rejected;
    const [recorded] = tally.recorded;
    expect(answered?.reason.length).toBeLessThanOrEqual(256);
    expect(reason.startsWith(answered?.reason ?? 'nothing')).toBe(true);
    expect(answered?.path).toMatch(/^\/é{100,127}$/);
    expect(recorded).toMatchObject({ reason: answered?.reason, path: answered?.path });
    expect(recorded?.raw).toBe('🦉'.repeat(REJECT_RAW_BYTES / 4));
  });

  it('never grows beyond half of what a call to the Tenant carries, at two bytes a character', () => {
    const tally = aTally();
    const long = `東${'x'.repeat(1_000_000)}`;
    for (let index = 0; index < 1_999; index += 1) tally.reject(index, { path: long, reason: long }, long);
    const characters = tally.recorded.map((record) => Object.values(record).join('').length);
    expect(characters.reduce((sum, count) => sum + count, 0) * 2).toBeLessThan(18_000_000);
  });
});
