import { describe, expect, it } from 'vitest';
import { OSLO } from '../../../test/support/events.ts';
import {
  foldLives,
  LATER,
  LIFE_BEGINS,
  loginAt,
  loud,
  named,
  officeLogins,
  STRANGE_CLIENT,
  SYDNEY,
} from '../../../test/support/login-lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';

const life = foldLives(officeLogins());
const owner = loginAt(LATER);
const STOCKHOLM = { ...OSLO, country: 'SE', city: 'Stockholm', lat: 59.33, lon: 18.07, timeZone: 'Europe/Stockholm' };
const strangerAt = (atMs: number) => loginAt(atMs, { geo: SYDNEY, ip: '198.51.100.7' }, { client: STRANGE_CLIENT });

describe('impossible-travel fires', () => {
  it('on a stranger far away within the hour, and says both places, the way, and what is new', () => {
    const [finding, ...others] = loud(foldLives([owner, strangerAt(LATER + 40 * MINUTE_MS)], life).findings);
    expect(finding).toMatchObject({
      detection: 'impossible-travel',
      severity: 'high',
      evidence: { kind: 'travel', from: { place: 'Oslo, NO' }, to: { place: 'Sydney, AU' } },
    });
    expect(finding?.summary).toContain('40 minutes after one from Oslo, NO');
    expect(finding?.summary).toMatch(/1[56],\d{3} km apart/);
    expect(finding?.summary).toContain('Firefox, Windows 7');
    expect(others).toEqual([]);
  });

  it('on two logins in the same minute, with a finite speed', () => {
    const [finding] = loud(foldLives([owner, strangerAt(LATER)], life).findings);
    expect(finding?.detection).toBe('impossible-travel');
    expect(finding?.evidence.kind === 'travel' && Number.isFinite(finding.evidence.speedKmh)).toBe(true);
  });

  it("on the owner's login that comes late and shows that the stranger's before it was impossible", () => {
    const near = { ...SYDNEY, ...STOCKHOLM, asn: 64503, asOrg: 'Example Transit' };
    const far = { ...near, country: 'PT', city: 'Lisbon', lat: 38.72, lon: -9.14, timeZone: 'Europe/Lisbon' };
    const stranger = loginAt(LATER + 30 * MINUTE_MS, { geo: far, ip: '198.51.100.7' }, { client: STRANGE_CLIENT });
    const first = foldLives([loginAt(LATER - 24 * HOUR_MS), stranger], life);
    expect(loud(first.findings)).toEqual([]);
    const late = foldLives([owner], first);
    expect(named(late.findings)).toContain('impossible-travel high');
    const evidence = late.findings.find(({ detection }) => detection === 'impossible-travel')?.evidence;
    expect(evidence).toMatchObject({ kind: 'travel', from: { place: 'Oslo, NO' }, to: { place: 'Lisbon, PT' } });
  });

  it('by the zones of the countries where coordinates are missing', () => {
    const country = { country: 'AU', timeZone: 'Australia/Sydney', asn: 64502, asOrg: 'Example Broadband AU' };
    const bare = loginAt(LATER + MINUTE_MS, { geo: country, ip: '198.51.100.7' }, { client: STRANGE_CLIENT });
    expect(named(loud(foldLives([owner, bare], life).findings))).toEqual(['impossible-travel high']);
  });

  it('once for a login, and in one alert with whatever else the login shows', () => {
    const { findings } = foldLives([owner, strangerAt(LATER + MINUTE_MS), strangerAt(LATER + 5 * MINUTE_MS)], life);
    expect(named(findings)).toEqual(['impossible-travel high', 'new-network low']);
    expect(new Set(findings.map(({ alert }) => alert)).size).toBe(1);
  });
});

describe('impossible-travel stays quiet', () => {
  const isQuiet = (...events: Parameters<typeof foldLives>[0]) =>
    expect(loud(foldLives(events, life).findings)).toEqual([]);

  it('on the usual client, whose network may be a gateway: low', () => {
    const { findings } = foldLives([owner, loginAt(LATER + MINUTE_MS, { geo: SYDNEY })], life);
    expect(named(findings)).toContain('impossible-travel low');
    expect(loud(findings)).toEqual([]);
  });

  it('on a new telephone whose carrier, long known, hands its traffic over far away: low', () => {
    const carrier = { ...OSLO, asn: 64510, asOrg: 'Example Mobile' };
    const lived = foldLives(officeLogins(35, { geo: carrier }, LATER + 24 * HOUR_MS), life);
    const atMs = LATER + 61 * 24 * HOUR_MS;
    const far = { ...carrier, city: 'Tromsø', lat: 69.65, lon: 18.96 };
    const telephone = { client: STRANGE_CLIENT };
    const { findings } = foldLives([loginAt(atMs), loginAt(atMs + MINUTE_MS, { geo: far }, telephone)], lived);
    expect(named(findings)).toContain('impossible-travel low');
    expect(loud(findings)).toEqual([]);
    const hosted = loginAt(atMs + MINUTE_MS, { geo: far }, telephone);
    const rented = foldLives([loginAt(atMs), { ...hosted, network: { ...hosted.network, kind: 'hosting' } }], lived);
    expect(named(loud(rented.findings))).toEqual(['impossible-travel medium']);
  });

  it("on the owner's return after a stranger's login, which has been said", () => {
    const caught = foldLives([owner, strangerAt(LATER + MINUTE_MS)], life);
    expect(foldLives([loginAt(LATER + 2 * HOUR_MS)], caught).findings).toEqual([]);
  });

  it('on a place that is off by less than 100 km, or a city that a train reaches', () => {
    isQuiet(owner, loginAt(LATER + MINUTE_MS, { geo: { ...OSLO, city: 'Drammen', lat: 59.74, lon: 10.2 } }));
    isQuiet(owner, loginAt(LATER + MINUTE_MS, { geo: { ...STOCKHOLM, asn: 64503 } }, { client: STRANGE_CLIENT }));
  });

  it.each(['relay', 'egress'] as const)('behind a %s, whose address tells no place', (kind) => {
    const network = { asn: 64600, organisation: 'Example Exit', prefix: '203.0.113.0/24', kind };
    isQuiet(owner, loginAt(LATER + MINUTE_MS, { geo: SYDNEY }, { client: STRANGE_CLIENT, network }));
  });

  it('on a failed login, which shows where nobody is', () => {
    const failed = loginAt(LATER + MINUTE_MS, { geo: SYDNEY, outcome: 'failure' }, { client: STRANGE_CLIENT });
    const after = foldLives([owner, failed], life);
    expect(after.findings).toEqual([]);
    expect(after.baselines).toEqual(foldLives([owner], life).baselines);
  });

  it('on a token that renews itself at an address of the vendor', () => {
    isQuiet(owner, loginAt(LATER + MINUTE_MS, { geo: SYDNEY, interactive: false }, { client: STRANGE_CLIENT }));
  });

  it('without any place at all', () => {
    isQuiet(owner, loginAt(LATER + MINUTE_MS, {}, { place: { timeZones: [] }, client: STRANGE_CLIENT }));
  });

  it('on an account that has hardly begun', () => {
    const young = foldLives(officeLogins(3));
    expect(loud(foldLives([strangerAt(LIFE_BEGINS + 3 * DAY_MS)], young).findings)).toEqual([]);
  });
});
