import { describe, expect, test } from 'vitest';
import {
  ATTACK_AT,
  aContext,
  live,
  MB,
  officeLife,
  packedVolumes,
  series,
} from '../../../test/support/storage-lives.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import type { StorageContext, Suspicion } from '../exfiltration/context.ts';
import type { StorageHabit } from '../exfiltration/habit.ts';

const SHIFT: Suspicion = {
  detection: 'operator-zone-shift',
  severity: 'high',
  timeMs: ATTACK_AT - 3 * DAY_MS,
  summary: "sessions whose hours fit somebody else's working day",
};

const habits = new Map<number, StorageHabit>();
function habitOf(medianBytes: number): StorageHabit {
  const known = habits.get(medianBytes) ?? live(officeLife({ medianBytes })).habit;
  habits.set(medianBytes, known);
  return known;
}

const chains = (events: ReturnType<typeof officeLife>, context: Partial<StorageContext>, medianBytes = MB) =>
  live(events, aContext(context), habitOf(medianBytes)).findings.filter(
    ({ detection }) => detection === 'takeover-then-exfiltration',
  );

describe('true cases', () => {
  test.each([0.2 * MB, MB, 5 * MB])(
    'hours of another zone, then packed volumes by curl: critical within five minutes (habit of %d bytes)',
    (medianBytes) => {
      const [first] = chains(packedVolumes(), { episodeSuspicion: [SHIFT] }, medianBytes);
      expect(first?.severity).toBe('critical');
      expect(first?.atMs).toBeLessThan(ATTACK_AT + 5 * MINUTE_MS);
      expect(first?.summary).toContain(
        "Before it: sessions whose hours fit somebody else's working day (10 August 2018).",
      );
    },
  );

  test('the session itself is the suspicion when it comes from a data centre that the account hardly uses', () => {
    const volumes = packedVolumes(ATTACK_AT, 6, { bytes: 50 * MB }).map((event) => ({
      ...event,
      network: { asn: 64_818, organisation: 'Example Hosting', kind: 'hosting' as const },
    }));
    const [first] = chains(volumes, { networkSessions: 4 });
    expect(first?.severity).toBe('critical');
    expect(first?.evidence).toMatchObject({ kind: 'chain', suspicion: [{ detection: 'new-network' }] });
    expect(first?.evidence.kind === 'chain' && first.evidence.bytes.days.length).toBeGreaterThan(5);
  });

  test('an hour of volumes is said a few times, not forty', () => {
    const count = chains(packedVolumes(), { episodeSuspicion: [SHIFT] }).length;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(8);
  });
});

test('a sync client from a new place makes a chain only after something spoke of a stranger', () => {
  const folder = series(ATTACK_AT, 60, 10_000, () => ({ bytes: 200 * MB })).map((event) => ({
    ...event,
    client: { family: 'OneDrive sync', automation: false },
  }));
  const place = { networkSessions: 0, newNetwork: true };
  const network: Suspicion = { ...SHIFT, detection: 'new-network', severity: 'low' };
  expect(chains(folder, { ...place, suspicion: [network], episodeSuspicion: [network] })).toEqual([]);
  const [first] = chains(folder, { ...place, episodeSuspicion: [SHIFT] });
  expect(first?.severity).toBe('critical');
  const away = folder.map((event) => ({ ...event, network: { asn: 64_818, kind: 'hosting' as const } }));
  expect(chains(away, place).length).toBeGreaterThan(0);
});

describe('a browser new to the account in a data centre that it hardly uses', () => {
  const stranger = { networkSessions: 1, newNetwork: false, newClient: true };
  const sent = (service: string, bytes: number) =>
    series(ATTACK_AT, 10, 3 * MINUTE_MS, (index) => ({
      service,
      bytes,
      object: `plan${'!'.repeat(index % 3)}.docx`,
    })).map((event) => ({ ...event, network: { asn: 64_818, kind: 'hosting' as const } }));

  test('is a takeover when a hundred megabytes go to a new store, which from a client that the account knows would be none', () => {
    const [first] = chains(sent('dropbox.com', 12 * MB), stranger, 5 * MB);
    expect(first?.severity).toBe('critical');
    expect(chains(sent('dropbox.com', 12 * MB), { ...stranger, newClient: false }, 5 * MB)).toEqual([]);
  });

  const volumes = (event: Parameters<typeof packedVolumes>[2]) =>
    packedVolumes(ATTACK_AT, 3, { service: 'sharepoint.com', bytes: 45 * MB, ...event }).map((packed) => ({
      ...packed,
      network: { asn: 64_818, kind: 'hosting' as const },
    }));

  test('is a takeover when volumes are packed for the usual store', () => {
    const byBrowser = volumes({}).map((event) => ({ ...event, client: { family: 'Vivaldi', automation: false } }));
    expect(chains(byBrowser, stranger, 5 * MB)).not.toEqual([]);
    expect(chains(byBrowser, { ...stranger, newClient: false }, 5 * MB)).toEqual([]);
  });

  test('is not counted twice where it is a new tool', () => {
    expect(chains(volumes({}), stranger, 60 * MB)).toEqual([]);
  });

  test('is the owner in a virtual desktop when they go to the usual store, or when they are less', () => {
    expect(chains(sent('sharepoint.com', 45 * MB), stranger, 5 * MB)).toEqual([]);
    expect(chains(sent('dropbox.com', 8 * MB), stranger, 5 * MB)).toEqual([]);
  });
});

describe('false cases', () => {
  test('ordinary work of an account under suspicion', () => {
    const work = series(ATTACK_AT, 6, MINUTE_MS, () => ({ bytes: 2 * MB }));
    expect(chains(work, { episodeSuspicion: [SHIFT] })).toEqual([]);
  });

  test("the owner's own large upload to the usual store by the usual client", () => {
    const work = series(ATTACK_AT, 4, MINUTE_MS, () => ({ bytes: 15 * MB }));
    expect(chains(work, { episodeSuspicion: [SHIFT] })).toEqual([]);
  });

  test('a colleague on a journey who sends a few files from a hotel', () => {
    const files = series(ATTACK_AT, 3, MINUTE_MS, () => ({ bytes: 4 * MB }));
    expect(chains(files, { networkSessions: 0, newNetwork: true })).toEqual([]);
  });

  test('what the storage detections said themselves is no takeover', () => {
    const own: Suspicion = { ...SHIFT, detection: 'upload-burst', severity: 'high' };
    expect(chains(packedVolumes(), { suspicion: [own] })).toEqual([]);
  });

  test('a suspicion of two months ago', () => {
    const old = { ...SHIFT, timeMs: ATTACK_AT - 60 * DAY_MS };
    expect(chains(packedVolumes(), { episodeSuspicion: [old] })).toEqual([]);
  });

  test('volumes from the usual network in an account above suspicion are a burst, no chain', () => {
    expect(chains(packedVolumes(), {})).toEqual([]);
  });
});
