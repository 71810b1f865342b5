import { describe, expect, it, vi } from 'vitest';
import {
  aBatch,
  allRows,
  anEnrichedLogin,
  IDENTITY,
  withEgress,
  withStorage,
} from '../../test/support/worker/shard.ts';
import type { BaselineVerdict } from '../detection/verdict.ts';
import type { Batch } from './batch.ts';

// A machine that runs other things as well.
vi.setConfig({ testTimeout: 60_000 });

const login = anEnrichedLogin;

describe('accepting a batch', () => {
  it('folds each event once, whether it comes twice in a batch, again later, or after an eviction', () =>
    withStorage('once', (open) => {
      const shard = open();
      const first = shard.accept(aBatch([login('a', 'ola'), login('b', 'kari'), login('a', 'ola')]), IDENTITY);
      expect(first).toMatchObject({ accepted: 2, duplicates: 1 });
      expect(shard.accept(aBatch([login('b', 'kari'), login('c', 'ola')]), IDENTITY)).toMatchObject({
        accepted: 1,
        duplicates: 1,
      });
      expect(open().accept(aBatch([login('a', 'ola'), login('c', 'ola')]), IDENTITY)).toMatchObject({
        accepted: 0,
        duplicates: 2,
      });
      expect(open().account('ola')?.events).toBe(2);
    }));

  it('takes one id from two sources as two events', () =>
    withStorage('sources', (open) => {
      const shard = open();
      shard.accept(aBatch([login('a', 'ola')]), IDENTITY);
      expect(shard.accept(aBatch([login('a', 'ola')], { source: 'entra' }), IDENTITY).accepted).toBe(1);
    }));

  it('still knows duplicates after the snapshot has taken the journal away', () =>
    withStorage('after-snapshot', (open) => {
      const shard = open();
      const ids = Array.from({ length: 3_000 }, (_, index) => login(`evt-${index}`, `user${index % 50}`));
      shard.accept(aBatch(ids), IDENTITY);
      shard.snapshot();
      expect(shard.stats()).toMatchObject({ journal: { rows: 0 }, ids: { recent: 0, stored: 3_000 } });
      expect(open().accept(aBatch(ids), IDENTITY)).toMatchObject({ accepted: 0, duplicates: 3_000 });
      expect(open().accept(aBatch([login('evt-3000', 'user1')]), IDENTITY).accepted).toBe(1);
    }));

  it('answers the alerts that a finding at low or above touched', () =>
    withStorage('alerts', (open) => {
      const { alerts } = open().accept(
        aBatch([login('alarm-1', 'ola'), login('alarm-2', 'ola'), login('alarm-info', 'kari')]),
        IDENTITY,
      );
      expect(alerts).toEqual(['alr_ola']);
    }));

  it('refuses an event that the fold throws on, and takes the others, then and in a replay', () =>
    withStorage('poison', (open) => {
      vi.spyOn(console, 'error').mockReturnValue();
      const shard = open();
      const events = [login('a', 'ola'), login('poison', 'ola'), login('b', 'ola')];
      expect(shard.accept(aBatch(events), IDENTITY)).toEqual({
        accepted: 2,
        duplicates: 0,
        alerts: [],
        refused: [{ index: 1, reason: 'could not be folded' }],
      });
      expect(open().account('ola')).toEqual(shard.account('ola'));
      expect(open().accept(aBatch(events), IDENTITY)).toMatchObject({ accepted: 0, duplicates: 2 });
    }));

  it('takes the good events of a batch with unreadable ones', () =>
    withStorage('unreadable', (open) => {
      const events = JSON.stringify([null, login('a', 'ola'), { id: 'x' }, 7, { ...login('b', 'ola'), account: '' }]);
      const { accepted, refused } = open().accept(aBatch([], { events }), IDENTITY);
      expect(accepted).toBe(1);
      expect(refused.map(({ index }) => index)).toEqual([0, 2, 3, 4]);
      expect(open().account('ola')?.events).toBe(1);
    }));

  it('is not wedged by arguments that are no batch', () =>
    withStorage('garbage', (open) => {
      const shard = open();
      const good = aBatch([login('a', 'ola')]);
      const bad: unknown[] = [undefined, null, 7, 'x', [], {}, { ...good, events: '{' }, { ...good, events: [] }];
      bad.push(
        { ...good, tenant: 'other' },
        { ...good, events: '{}' },
        { ...good, settings: 3 },
        { ...good, source: '' },
      );
      for (const input of bad) {
        const answer = shard.accept(input as Batch, IDENTITY);
        expect(answer.accepted).toBe(0);
        expect(answer.refused).toHaveLength(1);
      }
      expect(shard.stats().journal.rows).toBe(0);
      expect(shard.accept(good, IDENTITY).accepted).toBe(1);
    }));

  it('keeps accounts apart whose names are words of the language', () =>
    withStorage('prototype', (open) => {
      const names = [
        '__proto__',
        'constructor',
        'toString',
        'hasOwnProperty',
        '"\n\t',
        '\ud800',
        'ære@example.com',
        '\u0000',
      ];
      const shard = open();
      shard.accept(aBatch(names.map((name, index) => login(`e${index}`, name))), IDENTITY);
      shard.snapshot();
      const again = open();
      for (const name of names) expect(again.account(name)?.events).toBe(1);
      expect(again.account('valueOf')).toBeUndefined();
    }));

  it('splits a long batch over rows under 2 MB and reads it back as it was', () =>
    withStorage('long', (open, storage) => {
      const shard = open();
      const events = Array.from({ length: 3_000 }, (_, index) =>
        login(`${'ø😀'.repeat(80)}-${index}`, `user${index % 7}@example.com`),
      );
      expect(shard.accept(aBatch(events), IDENTITY).accepted).toBe(3_000);
      const rows = storage.sql
        .exec<{ bytes: number }>('SELECT length(CAST(body AS BLOB)) AS bytes FROM journal')
        .toArray();
      expect(rows.length).toBeGreaterThan(2);
      expect(Math.max(...rows.map(({ bytes }) => bytes))).toBeLessThan(2_000_000);
      expect(open().account('user1@example.com')).toEqual(shard.account('user1@example.com'));
      expect(open().accept(aBatch(events), IDENTITY).duplicates).toBe(3_000);
    }));
});

describe('a failure while committing', () => {
  it('leaves storage and memory as they were, and the batch can be sent again', () =>
    withStorage('crash', (open, storage) => {
      let broken = false;
      const flaky = {
        sql: storage.sql,
        transactionSync: <T>(work: () => T): T =>
          storage.transactionSync(() => {
            const value = work();
            if (broken) throw new Error('crash between fold and commit');
            return value;
          }),
      };
      const shard = open({ storage: flaky });
      shard.accept(aBatch([login('a', 'ola')]), IDENTITY);
      const before = { rows: allRows(storage), ola: shard.account('ola'), stats: shard.stats() };
      const batch = aBatch([login('alarm-b', 'ola'), login('c', 'kari')]);
      broken = true;
      expect(() => shard.accept(batch, IDENTITY)).toThrow('crash');
      expect(() => shard.verdict('ola', EXPECTED)).toThrow('crash');
      expect(() => shard.snapshot()).toThrow('crash');
      expect(allRows(storage)).toBe(before.rows);
      expect(shard.account('ola')).toEqual(before.ola);
      expect(shard.account('kari')).toBeUndefined();
      expect({ ...shard.stats(), rowsWritten: 0 }).toEqual({ ...before.stats, rowsWritten: 0 });
      broken = false;
      expect(shard.accept(batch, IDENTITY)).toMatchObject({ accepted: 2, duplicates: 0, alerts: ['alr_ola'] });
      expect(shard.nextFindings()?.findings.map(({ id }) => id)).toEqual(['fnd_alarm-b']);
      expect(open().account('ola')).toEqual(shard.account('ola'));
    }));
});

const EXPECTED: BaselineVerdict = { verdict: 'expected', detections: ['new-client'], fromMs: 0, toMs: 1 };

describe('verdicts and settings', () => {
  it('teaches a verdict in its place among the events, also in a replay', () =>
    withStorage('verdict', (open) => {
      const shard = open();
      expect(shard.verdict('ola', EXPECTED)).toBe(false);
      shard.accept(aBatch([login('a', 'ola')]), IDENTITY);
      const untaught = shard.account('ola');
      expect(shard.verdict('ola', EXPECTED)).toBe(true);
      expect(shard.account('ola')).not.toEqual(untaught);
      shard.accept(aBatch([login('b', 'ola')]), IDENTITY);
      expect(open().account('ola')).toEqual(shard.account('ola'));
    }));

  it('replays each batch with the settings of its time', () =>
    withStorage('settings', (open) => {
      const shard = open();
      shard.accept(aBatch([login('a', 'ola')], { settings: withEgress('192.0.2.0/24') }), IDENTITY);
      shard.accept(aBatch([login('b', 'ola')], { settings: withEgress('198.51.100.0/24') }), IDENTITY);
      expect(open().account('ola')).toEqual(shard.account('ola'));
    }));
});

describe('erasure', () => {
  it('leaves nothing of the account in any row', () =>
    withStorage('erase', (open, storage) => {
      const shard = open();
      const name = 'erika.mustermann@example.com';
      shard.accept(aBatch([login('alarm-1', name), login('alarm-2', 'ola')]), IDENTITY);
      shard.snapshot();
      shard.accept(aBatch([login('alarm-3', name), login('d', 'ola')]), IDENTITY);
      shard.verdict(name, EXPECTED);
      expect(allRows(storage)).toContain(name);
      expect(shard.erase(name)).toBe(true);
      expect(allRows(storage)).not.toContain('mustermann');
      expect(shard.account(name)).toBeUndefined();
      expect(open().account(name)).toBeUndefined();
      expect(open().account('ola')?.events).toBe(2);
      expect(shard.nextFindings()?.findings.map(({ account }) => account)).toEqual(['ola']);
      expect(shard.accept(aBatch([login('alarm-3', name)]), IDENTITY).duplicates).toBe(1);
      expect(shard.erase(name)).toBe(false);
    }));
});
