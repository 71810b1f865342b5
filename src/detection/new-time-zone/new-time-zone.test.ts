import { describe, expect, it } from 'vitest';
import { OSLO, SINGAPORE } from '../../../test/support/events.ts';
import {
  foldLives,
  LATER,
  loginAt,
  loud,
  named,
  officeLogins,
  STRANGE_CLIENT,
} from '../../../test/support/login-lives.ts';
import type { EnrichedLogin } from '../../domain/enriched-event.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';

const THIRD_CLIENT = { family: 'Opera', os: 'Linux', automation: false };
const life = foldLives(officeLogins());
/** Two days after the owner's last login: a flight is possible. */
const there = LATER + DAY_MS;

describe('new-time-zone', () => {
  it('is medium on a far place with a client and a network never seen, and says what was usual', () => {
    const { findings } = foldLives([loginAt(there, { geo: SINGAPORE }, { client: STRANGE_CLIENT })], life);
    expect(named(loud(findings))).toEqual(['new-time-zone medium']);
    expect(findings[0]?.summary).toContain('Singapore, SG (UTC+8)');
    expect(findings[0]?.summary).toContain('6 hours of clock from where the account lives (Oslo, NO, UTC+2)');
    expect(findings[0]?.summary).toContain('Usual: Chrome, Windows on Example Broadband NO AS64496.');
    expect(findings[0]?.summary).toContain('a flight is possible');
  });

  it('is low on a journey with the usual client, and says so once', () => {
    const journey = [0, 1, 2, 3, 4].map((day) => loginAt(there + day * DAY_MS, { geo: SINGAPORE }));
    const { findings } = foldLives(journey, life);
    expect(named(findings).filter((name) => name.startsWith('new-time-zone'))).toEqual(['new-time-zone low']);
    expect(loud(findings)).toEqual([]);
  });

  it('is low for another client on a journey that the usual one has shown, and for one by itself it is not', () => {
    const usual = loginAt(there, { geo: SINGAPORE });
    const other = (atMs: number) => loginAt(atMs, { geo: SINGAPORE }, { client: STRANGE_CLIENT });
    const journey = (hours: number, owner: readonly EnrichedLogin[]) =>
      named(loud(foldLives([...owner, other(there + hours * HOUR_MS)], life).findings));
    for (const hours of [0.1, 5, 24 * 9]) expect(journey(hours, [usual])).toEqual([]);
    expect(journey(24 * 20, [usual])).toEqual(['new-time-zone medium']);
    expect(journey(5, [])).toEqual(['new-time-zone medium']);
    // A stranger does not vouch for another.
    expect(journey(5, [other(there)])).toContain('new-time-zone medium');
    const twoStrangers = [other(there), loginAt(there + 5 * HOUR_MS, { geo: SINGAPORE }, { client: THIRD_CLIENT })];
    expect(named(loud(foldLives(twoStrangers, life).findings))).toHaveLength(2);
  });

  it('is medium for an account of a few sessions over months, which never has many', () => {
    const seldom = (sessions: number) =>
      foldLives(Array.from({ length: sessions }, (_, at) => loginAt(LATER + 16 * at * DAY_MS, { geo: OSLO })));
    const stranger = loginAt(LATER + 80 * DAY_MS, { geo: SINGAPORE }, { client: STRANGE_CLIENT });
    expect(named(loud(foldLives([stranger], seldom(4)).findings))).toEqual(['new-time-zone medium']);
    expect(loud(foldLives([stranger], seldom(2)).findings)).toEqual([]);
    const later = LATER + 60 * DAY_MS;
    const twice = [loginAt(later, { geo: OSLO }), { ...stranger, timeMs: later + HOUR_MS / 4 }];
    expect(loud(foldLives(twice, seldom(1)).findings)).toEqual([]);
    const newHire = foldLives([0, 1, 2, 3].map((day) => loginAt(LATER + (74 + day) * DAY_MS, { geo: OSLO })));
    expect(loud(foldLives([stranger], newHire).findings)).toEqual([]);
  });

  it('is low for a source that names no clients, but for a network that serves anybody', () => {
    const unnamed = { client: { family: 'unknown', automation: false } };
    const nameless = foldLives(officeLogins().map((event) => ({ ...event, ...unnamed })));
    const journey = loginAt(there, { geo: { ...SINGAPORE, asn: 64512, asOrg: 'Example Hotel' } }, unnamed);
    const { findings } = foldLives([journey], nameless);
    expect(named(findings)).toContain('new-time-zone low');
    expect(loud(findings)).toEqual([]);
    expect(findings[0]?.summary).toContain('The source names no clients; the network (Example Hotel AS64512) is new');
    const hosted = { ...journey, network: { ...journey.network, kind: 'hosting' as const } };
    expect(named(loud(foldLives([hosted], nameless).findings))).toEqual(['new-time-zone medium']);
    const hidden = { ...journey, anonymizer: true };
    expect(named(loud(foldLives([hidden], nameless).findings))).toEqual(['new-time-zone medium']);
    // Who always showed a client and now shows none is no such source.
    expect(named(loud(foldLives([journey], life).findings))).toEqual(['new-time-zone medium']);
  });

  it('counts a device that the vendor names as the usual client, whatever it says of itself', () => {
    const known = foldLives([loginAt(LATER, { device: 'laptop-1' })], life);
    const journey = loginAt(there, { geo: SINGAPORE, device: 'laptop-1' }, { client: STRANGE_CLIENT });
    expect(loud(foldLives([journey], known).findings)).toEqual([]);
  });

  it('takes the nearest of the zones that a place may lie in', () => {
    const network = { asn: 64510, organisation: 'Example Broadband RU' };
    const stranger = (timeZones: readonly string[]) =>
      loginAt(there, {}, { client: STRANGE_CLIENT, network, place: { country: 'RU', timeZones } });
    const isLoud = (timeZones: readonly string[]) => loud(foldLives([stranger(timeZones)], life).findings).length > 0;
    expect(isLoud(['Asia/Vladivostok'])).toBe(true);
    expect(isLoud(['Asia/Vladivostok', 'Europe/Kaliningrad'])).toBe(false);
  });

  it('knows a zone as home once the account has lived there for some sessions', () => {
    const moved = foldLives(officeLogins(14, { geo: SINGAPORE }, LATER), life);
    const later = LATER + 15 * DAY_MS;
    const { findings } = foldLives([loginAt(later, { geo: SINGAPORE }, { client: STRANGE_CLIENT })], moved);
    expect(named(findings)).toEqual(['new-client info']);
  });

  it('does not learn a place from a stranger who keeps coming for two months', () => {
    const weekly = Array.from({ length: 9 }, (_, week) => week * 7 * DAY_MS);
    const poisoned = weekly.map((gap) => loginAt(there + gap, { geo: SINGAPORE }, { client: STRANGE_CLIENT }));
    const own = officeLogins(63, { geo: OSLO }, LATER).filter(({ timeMs }) => timeMs > LATER);
    const events = [...poisoned, ...own].sort((one, other) => one.timeMs - other.timeMs);
    const { findings, baselines } = foldLives(events, life);
    const days = findings.filter(({ detection }) => detection === 'new-time-zone' || detection === 'impossible-travel');
    expect(loud(days)).toHaveLength(9);
    expect(baselines.get('ola@example.com')?.places.map(([, city, , , , , , weight]) => [city, weight > 0])).toEqual([
      ['Oslo', true],
      ['Singapore', false],
    ]);
  });

  it('is quiet on a neighbour of two hours, and on an account without a known home', () => {
    const moscow = {
      ...OSLO,
      country: 'TR',
      city: 'Istanbul',
      lat: 41,
      lon: 29,
      timeZone: 'Europe/Istanbul',
      asn: 64511,
    };
    expect(loud(foldLives([loginAt(there, { geo: moscow }, { client: STRANGE_CLIENT })], life).findings)).toEqual([]);
    const homeless = officeLogins(35).map((event) => ({ ...event, place: { timeZones: [] } }));
    const stranger = loginAt(there + HOUR_MS, { geo: SINGAPORE }, { client: STRANGE_CLIENT });
    expect(loud(foldLives([stranger], foldLives(homeless)).findings)).toEqual([]);
  });
});
