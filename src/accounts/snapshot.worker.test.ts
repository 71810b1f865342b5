import { describe, expect, it, vi } from 'vitest';
import {
  aBatch,
  allRows,
  anEnrichedLogin,
  IDENTITY,
  stateRow,
  type Trail,
  wideFolding,
  withEgress,
  withRealStorage,
  withStorage,
} from '../../test/support/worker/shard.ts';
import type { EnrichedEvent } from '../domain/enriched-event.ts';
import { HOUR_MS } from '../domain/time.ts';
import { MAX_BASELINE_CHARS, MAX_PAGE_CHARS } from './constants.ts';
import { slotOf } from './routing.ts';
import type { Shard } from './shard.ts';

// A machine that runs other things as well.
vi.setConfig({ testTimeout: 60_000 });

const START_MS = Date.UTC(2018, 7, 17);
const ACCOUNTS = Array.from({ length: 40 }, (_, index) => `user${index}@example.com`);

/** A small generator of the test's own, so that a failure comes again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % sides;
  };
}

/** Batches with duplicates, alarms, verdicts and changing settings; the same for the same seed. */
function drive(shard: () => Shard<Trail>, seed: number, between: (turn: number) => void): string[] {
  const roll = dice(seed);
  const alerts: string[] = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const events = Array.from({ length: 1 + roll(30) }, () =>
      anEnrichedLogin(
        `${roll(20) === 0 ? 'alarm' : 'evt'}-${roll(900)}`,
        ACCOUNTS[roll(40)] ?? '',
        START_MS + roll(1e6),
      ),
    );
    alerts.push(...shard().accept(aBatch(events, { settings: withEgress(`192.0.${roll(3)}.0/24`) }), IDENTITY).alerts);
    if (roll(6) === 0) {
      shard().verdict(ACCOUNTS[roll(40)] ?? '', { verdict: 'intrusion', detections: [], fromMs: turn, toMs: turn + 1 });
    }
    between(turn);
  }
  return alerts;
}

const everything = (shard: Shard<Trail>): string => JSON.stringify(ACCOUNTS.map((account) => shard.account(account)));

function findingsOf(shard: Shard<unknown>): string[] {
  const ids: string[] = [];
  for (let page = shard.nextFindings(); page !== undefined; page = shard.nextFindings()) {
    ids.push(...page.findings.map(({ id }) => id));
    shard.delivered(page.throughSeq);
  }
  return ids;
}

/** All that a life leaves behind; `disturbed` by evictions, snapshots and a tight memory at many points. */
const lifeOf = (seed: number, disturbed: boolean) =>
  withStorage(`life-${seed}-${disturbed}`, (open, storage) => {
    const tight = { limits: { objectBytes: 3_000, textBytes: 1_000, changedTextBytes: 500 } };
    const roll = dice(seed + 100);
    let shard = open();
    const alerts = drive(
      () => shard,
      seed,
      () => {
        if (!disturbed) return;
        if (roll(4) === 0) shard.snapshot();
        if (roll(3) === 0) shard.tidyIds();
        if (roll(2) === 0) shard = open(tight);
      },
    );
    const baselines = everything(shard);
    const findings = findingsOf(shard);
    shard.snapshot();
    const counters = shard
      .stats()
      .counters.map(({ accepted, duplicates, lastEventMs }) => [accepted, duplicates, lastEventMs]);
    return { baselines, alerts, findings, counters, neighbourhood: stateRow(storage, 'neighbourhood') };
  });

const CITIES = [
  { country: 'NO', city: 'Oslo', lat: 59.91, lon: 10.75, timeZones: ['Europe/Oslo'] },
  { country: 'SG', city: 'Singapore', lat: 1.35, lon: 103.82, timeZones: ['Asia/Singapore'] },
  { country: 'US', timeZones: ['America/New_York', 'America/Chicago', 'America/Los_Angeles'] },
];

/** Half a year of people who travel, change clients and move bytes, some of it late and shuffled. */
function realEvent(roll: (sides: number) => number, number: number): EnrichedEvent {
  const login = anEnrichedLogin(
    `evt-${number}`,
    ACCOUNTS[roll(8)] ?? '',
    START_MS + number * HOUR_MS - roll(20) * HOUR_MS,
  );
  const seen = {
    ...login,
    place: CITIES[roll(30) === 0 ? 1 + roll(2) : 0] ?? login.place,
    network: { asn: 64_496 + (roll(12) === 0 ? roll(9) : 0) },
    client: roll(40) === 0 ? { family: 'curl', automation: true } : login.client,
  };
  const { timeMs, place, network, client, id, account, source } = seen;
  const bytes = roll(50) === 0 ? 4e9 : roll(1e6);
  return roll(3) > 0
    ? seen
    : {
        ...{ timeMs, place, network, client, id, account, source, bytes },
        type: 'storage',
        service: roll(20) === 0 ? 'mega.nz' : 'dropbox.com',
        operation: roll(2) === 0 ? 'upload' : 'download',
        object: `report-${roll(9)}.part${roll(5)}.rar`,
      };
}

const realLife = (disturbed: boolean) =>
  withRealStorage(`real-${disturbed}`, (open) => {
    const roll = dice(7);
    const disturb = dice(8);
    let shard = open();
    const alerts: string[] = [];
    for (let number = 0; number < 4_000; number += 50) {
      const events = Array.from({ length: 50 }, (_, index) => realEvent(roll, number + index));
      alerts.push(...shard.accept(aBatch(events), IDENTITY).alerts);
      if (!disturbed) continue;
      if (disturb(4) === 0) shard.snapshot();
      if (disturb(3) === 0) shard = open({ limits: { objectBytes: 8_000, textBytes: 8_000, changedTextBytes: 4_000 } });
    }
    const baselines = ACCOUNTS.slice(0, 8).map((account) => JSON.stringify(shard.account(account)));
    const findings = findingsOf(shard);
    return {
      alerts,
      baselines,
      findings: findings.length,
      distinct: new Set(findings).size,
      longest: Math.max(...baselines.map((text) => text.length)),
    };
  });

describe('snapshot and journal', () => {
  it('give the same baselines byte for byte, and each finding once, wherever the shard is evicted', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await lifeOf(seed, true)).toEqual(await lifeOf(seed, false));
    }
  });

  it('give the same baselines byte for byte with the real detections, whose fold reads them back', {
    timeout: 60_000,
  }, async () => {
    const steady = await realLife(false);
    expect(await realLife(true)).toEqual(steady);
    expect(steady.findings).toBeGreaterThan(10);
    expect(steady.longest).toBeLessThan(MAX_BASELINE_CHARS);
  });

  it('write nothing when there is nothing new', () =>
    withStorage('twice', (open, storage) => {
      const shard = open();
      shard.accept(aBatch([anEnrichedLogin('a', 'ola')]), IDENTITY);
      shard.snapshot();
      const rows = storage.sql.exec('SELECT * FROM pages').toArray();
      const before = allRows(storage);
      shard.snapshot();
      expect(storage.sql.exec('SELECT * FROM pages').toArray()).toEqual(rows);
      shard.tidyIds();
      shard.tidyIds();
      open().snapshot();
      expect(allRows(storage).replace(/jobs\n.*/, '')).toBe(before.replace(/jobs\n.*/, ''));
    }));

  it('keep the journal short, also when no alarm ever runs', () =>
    withStorage('no-alarm', (open) => {
      const shard = open();
      for (let turn = 0; turn < 2_100; turn += 1) shard.accept(aBatch([anEnrichedLogin(`e${turn}`, 'ola')]), IDENTITY);
      expect(shard.stats().journal.rows).toBeLessThan(2_001);
      expect(open().account('ola')?.events).toBe(2_100);
    }));

  it('hold only as many baselines in memory as they may', () =>
    withStorage('memory', (open) => {
      const shard = open({
        folding: wideFolding,
        limits: { objectBytes: 400_000, textBytes: 400_000, changedTextBytes: 200_000 },
      });
      for (let turn = 0; turn < 30; turn += 1) {
        const events = Array.from({ length: 10 }, (_, index) =>
          anEnrichedLogin(`e${turn}-${index}`, `u${turn * 10 + index}`),
        );
        shard.accept(aBatch(events), IDENTITY);
        expect(shard.stats().memory.bytes).toBeLessThanOrEqual(800_000);
      }
      expect(shard.stats().memory.held).toBeLessThan(100);
      for (let index = 0; index < 300; index += 1) expect(shard.account(`u${index}`)?.events).toBe(1);
    }));
});

describe('pages', () => {
  it('split as the shard grows, and every account is found', () =>
    withStorage('pages', (open, storage) => {
      const shard = open();
      const names = Array.from({ length: 3_000 }, (_, index) => `somebody-${index}-${'x'.repeat(220)}@example.com`);
      for (let from = 0; from < names.length; from += 1_000) {
        const events = names.slice(from, from + 1_000).map((name, index) => anEnrichedLogin(`e${from + index}`, name));
        shard.accept(aBatch(events), IDENTITY);
        shard.snapshot();
      }
      const sizes = storage.sql.exec<{ chars: number }>('SELECT length(body) AS chars FROM pages').toArray();
      expect(sizes.length).toBeGreaterThan(12);
      expect(Math.max(...sizes.map(({ chars }) => chars))).toBeLessThanOrEqual(MAX_PAGE_CHARS);
      expect(shard.stats().accounts).toBe(3_000);
      const again = open();
      expect(again.stats().accounts).toBe(3_000);
      expect(names.filter((name) => again.account(name)?.events !== 1)).toEqual([]);
    }));

  it('take a crowd of accounts that share one slot, in rows under 2 MB', () =>
    withStorage('crowd', (open, storage) => {
      const crowd: string[] = [];
      for (let index = 0; crowd.length < 75; index += 1) {
        if (slotOf(`u${index}`) === 77) crowd.push(`u${index}`);
      }
      const shard = open({ folding: wideFolding });
      shard.accept(aBatch(crowd.map((name, index) => anEnrichedLogin(`e${index}`, name))), IDENTITY);
      shard.snapshot();
      const sizes = storage.sql
        .exec<{ bytes: number }>('SELECT length(CAST(body AS BLOB)) AS bytes FROM pages')
        .toArray();
      expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(2_000_000);
      const again = open();
      for (const name of crowd) expect(again.account(name)?.events).toBe(1);
      expect(sizes.filter(({ bytes }) => bytes > 0).length).toBeGreaterThan(1);
      for (const name of crowd.slice(60)) again.erase(name);
      expect(again.stats().accounts).toBe(60);
      expect(storage.sql.exec('SELECT id FROM pages WHERE length(body) > 0').toArray()).toHaveLength(1);
      expect(open().account(crowd[0] ?? '')?.events).toBe(1);
    }));
});

describe('ids', () => {
  it('are known for 72 h after they arrived, and forgotten in time', () =>
    withStorage('expiry', (open) => {
      let nowMs = START_MS;
      const now = () => nowMs;
      let shard = open({ now });
      const hourly = Array.from({ length: 100 }, (_, hour) => anEnrichedLogin(`hour-${hour}`, 'ola'));
      for (const [hour, event] of hourly.entries()) {
        nowMs = START_MS + hour * HOUR_MS;
        expect(shard.accept(aBatch([event]), IDENTITY).accepted).toBe(1);
        shard.snapshot();
        shard.tidyIds();
        if (hour % 10 === 0) shard = open({ now });
        for (let ago = 0; ago <= Math.min(hour, 72); ago += 8) {
          const again = hourly[hour - ago];
          if (again !== undefined) expect(shard.accept(aBatch([again]), IDENTITY).duplicates).toBe(1);
        }
      }
      expect(shard.stats().ids.runs).toBeLessThan(40);
      expect(shard.stats().ids.stored).toBeLessThanOrEqual(100);
      nowMs += 100 * HOUR_MS;
      shard.tidyIds();
      expect(shard.stats().ids.stored).toBe(0);
      expect(shard.jobs().has('ids')).toBe(false);
    }));
});
