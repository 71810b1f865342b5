import { describe, expect, it } from 'vitest';
import type { Draft } from './draft.ts';
import { settle } from './settle.ts';

const NOTES = { timePath: '/time', timeUnreadable: false, accountPath: '/account', trace: undefined };
const ACT = {
  type: 'login',
  time: 1_772_439_249_000,
  account: 'ola@example.com',
  ip: '192.0.2.10',
  app: 'crm',
  device: 'LAPTOP-1',
  userAgent: 'curl/8.7.1',
  outcome: 'success',
} as const satisfies Draft;

function idOf(more: object, receivedMs = 0): string {
  const settled = settle({ ...ACT, ...more }, NOTES, { receivedMs });
  if (settled.kind !== 'events') throw new Error(settled.kind);
  return settled.events[0]?.id ?? '';
}

describe('the id of an act whose record has none', () => {
  it('is the same whenever it is received and wherever its address is thought to be', () => {
    expect(idOf({}, 1)).toBe(idOf({}, 2));
    expect(idOf({ geo: { country: 'NO', city: 'Oslo' }, anonymizer: true, interactive: true })).toBe(idOf({}));
    expect(idOf({ userAgent: 'curl/8.7.2' })).toBe(idOf({}));
  });

  it('differs with whatever tells two acts apart', () => {
    const others = [
      { time: ACT.time + 1 },
      { account: 'kari@example.com' },
      { ip: '192.0.2.11' },
      { app: 'mail' },
      { device: 'LAPTOP-2' },
      { userAgent: 'Mozilla/5.0' },
      { outcome: 'failure' },
      { factor: 'mfa' },
    ];
    expect(new Set([{}, ...others].map((more) => idOf(more))).size).toBe(others.length + 1);
  });

  it('differs with the time of the envelope where the record has none', () => {
    const id = (envelopeMs: number) => {
      const settled = settle({ ...ACT, time: undefined }, NOTES, { envelopeMs, receivedMs: 1 });
      return settled.kind === 'events' ? settled.events[0]?.id : undefined;
    };
    expect(id(1_000)).not.toBe(id(2_000));
    expect(id(1_000)).toBe(id(1_000));
    expect(id(ACT.time)).toBe(idOf({}));
  });

  it('is that of the record where it has one', () => {
    expect(idOf({ id: 'e-1' })).toBe('e-1');
  });
});

describe('an act whose record has no time', () => {
  const { time: _, ...timeless } = ACT;
  const settled = (context: object, ...drafts: readonly Draft[]) => settle(drafts, NOTES, context);

  it('is dated by a clock without a zone only where no envelope knows better', () => {
    const local = { ...timeless, localTime: ACT.time } as const;
    expect(settle(local, NOTES, { receivedMs: 7 })).toMatchObject({ events: [{ time: '2026-03-02T08:14:09Z' }] });
    expect(settle(local, NOTES, { receivedMs: 7 })).not.toHaveProperty('datedByArrival');
    const envelopeMs = ACT.time - 3_600_000;
    expect(settle(local, NOTES, { envelopeMs })).toMatchObject({ events: [{ time: '2026-03-02T07:14:09Z' }] });
  });

  it('is dated by when it came, and counted as such', () => {
    expect(settled({ receivedMs: ACT.time }, timeless, ACT, timeless)).toMatchObject({
      events: [{ time: '2026-03-02T08:14:09Z' }, {}, {}],
      datedByArrival: 2,
    });
    expect(settle(timeless, NOTES, { receivedMs: ACT.time })).toMatchObject({ datedByArrival: 1 });
    expect(settle(ACT, NOTES, { receivedMs: 0 })).not.toHaveProperty('datedByArrival');
  });

  it('is dated by the envelope that it came in, where that has a time', () => {
    const outcome = settled({ receivedMs: 0, envelopeMs: ACT.time }, timeless);
    expect(outcome).toMatchObject({ events: [{ time: '2026-03-02T08:14:09Z' }] });
    expect(outcome).not.toHaveProperty('datedByArrival');
  });

  it('is no event where nobody knows a time, or where the one that it has cannot be read', () => {
    expect(settled({}, timeless)).toMatchObject({ reject: { path: '/time', reason: 'no time' } });
    const unreadable = { ...NOTES, timeUnreadable: true };
    expect(settle(timeless, unreadable, { receivedMs: 0, envelopeMs: 0 })).toMatchObject({
      reject: { reason: 'not a time' },
    });
  });
});
