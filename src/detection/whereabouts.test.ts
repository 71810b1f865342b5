import { describe, expect, it } from 'vitest';
import { anUpload, enriched, OSLO } from '../../test/support/events.ts';
import { foldLives, LATER, loginAt, loud, officeLogins, SYDNEY } from '../../test/support/login-lives.ts';
import type { Client, EnrichedEvent } from '../domain/enriched-event.ts';
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import { SESSION } from './baseline.ts';

const account = 'ola@example.com';
const life = foldLives(officeLogins());
const CLOUD = { organisation: 'Example Hosting', asn: 64_600, prefix: '192.0.2.0/24', kind: 'hosting' } as const;
const CONNECTOR: Client = { family: 'AvePoint-Cloud', automation: false };
const TOOL: Client = { family: 'python-requests', automation: true };
const BROWSER: Client = { family: 'Firefox', os: 'Windows 7', automation: false };

/** A small file that a client in a far data centre reads or writes on behalf of the account. */
const actAt = (atMs: number, client: Client): EnrichedEvent =>
  enriched(anUpload({ time: formatInstant(atMs), geo: SYDNEY, bytes: 20_000 }), { client, network: CLOUD });
const cloudLogin = (atMs: number, client: Client): EnrichedEvent =>
  loginAt(atMs, { geo: SYDNEY }, { client, network: CLOUD });
/** The owner's day goes on, and a client acts at any hour of it. */
const withOwner = (client: Client, days = 40): EnrichedEvent[] =>
  [
    ...officeLogins(days, {}, LATER - 9 * HOUR_MS),
    ...Array.from({ length: days }, (_, day) => actAt(LATER + day * DAY_MS + ((day * 7) % 24) * HOUR_MS, client)),
  ].toSorted((one, other) => one.timeMs - other.timeMs);

describe('what a program does with files from a data centre, with no login', () => {
  it('is no journey of the person, and has no hours', () => {
    for (const client of [CONNECTOR, TOOL]) {
      const { findings, baselines } = foldLives(withOwner(client), life);
      const baseline = baselines.get(account);
      expect(loud(findings)).toEqual([]);
      expect(baseline?.places.map(([, city]) => city)).toEqual([OSLO.city]);
      expect(baseline?.hours.keys).toHaveLength(1);
    }
  });

  it('is judged where it is a browser, whose name says on what system it runs, or where nothing names it', () => {
    const unnamed: Client = { family: 'unknown', automation: false };
    for (const client of [BROWSER, unnamed]) {
      const { findings, baselines } = foldLives([actAt(LATER, client)], life);
      expect(findings.map(({ detection }) => detection)).toContain('new-time-zone');
      expect(baselines.get(account)?.places).toHaveLength(2);
    }
    expect(loud(foldLives(withOwner(BROWSER), life).findings)).not.toEqual([]);
  });

  it('is judged from a network that is no data centre', () => {
    const network = { organisation: 'Example Broadband', asn: 64_601, prefix: '192.0.2.0/24' };
    const event = enriched(anUpload({ time: formatInstant(LATER), geo: SYDNEY }), { client: TOOL, network });
    expect(foldLives([event], life).baselines.get(account)?.places).toHaveLength(2);
  });

  it('is judged where the same client logs in from there within a day', () => {
    const placesAfter = (gapMs: number): number | undefined => {
      const login = cloudLogin(LATER, TOOL);
      return foldLives([login, actAt(LATER + gapMs, TOOL)], life)
        .baselines.get(account)
        ?.recent.filter(([, , , place]) => place === 1).length;
    };
    expect([placesAfter(23 * HOUR_MS), placesAfter(25 * HOUR_MS)]).toEqual([2, 1]);
  });

  it('hides no login that follows it', () => {
    const { findings, baselines } = foldLives([actAt(LATER, TOOL), cloudLogin(LATER + 5 * MINUTE_MS, TOOL)], life);
    expect(loud(findings).map(({ detection }) => detection)).not.toEqual([]);
    const flags = baselines.get(account)?.recent.map((session) => session[4] & (SESSION.program | SESSION.login));
    expect(flags?.slice(-2)).toEqual([SESSION.program, SESSION.login]);
  });
});
