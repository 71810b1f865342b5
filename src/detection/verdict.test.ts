import { describe, expect, it } from 'vitest';
import { OSLO, SINGAPORE } from '../../test/support/events.ts';
import {
  type FoldedLives,
  foldLives,
  LATER,
  loginAt,
  loud,
  named,
  officeLogins,
  STRANGE_CLIENT,
} from '../../test/support/login-lives.ts';
import { fingerprintsOf } from '../domain/evidence.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import { INTRUDER } from './baseline.ts';
import { type BaselineVerdict, foldVerdict } from './verdict.ts';

const OLA = 'ola@example.com';
const life = foldLives(officeLogins());
const there = LATER + DAY_MS;
const strangerAt = (atMs: number) => loginAt(atMs, { geo: SINGAPORE }, { client: STRANGE_CLIENT });
const alerted = foldLives([strangerAt(there), strangerAt(there + 10 * MINUTE_MS)], life);
const alert = {
  detections: ['new-time-zone', 'new-network'],
  fromMs: there,
  toMs: there + 10 * MINUTE_MS,
} as const;

function judged(lives: FoldedLives, verdict: BaselineVerdict): FoldedLives {
  const baseline = lives.baselines.get(OLA);
  if (baseline === undefined) throw new Error('no such account');
  return { ...lives, baselines: new Map([[OLA, foldVerdict(baseline, verdict)]]), findings: [] };
}

describe('an alert that an admin calls expected', () => {
  it('is followed by an alert on the like as long as nobody says so', () => {
    expect(named(loud(foldLives([strangerAt(there + 3 * DAY_MS)], alerted).findings))).toEqual([
      'new-time-zone medium',
    ]);
  });

  it('keeps the like quiet from then on', () => {
    const known = judged(alerted, { verdict: 'expected', ...alert });
    const again = [3, 30, 200].map((days) => strangerAt(there + days * DAY_MS));
    expect(loud(foldLives(again, known).findings)).toEqual([]);
  });

  it('lets the sessions teach that were held back', () => {
    const known = judged(alerted, { verdict: 'expected', ...alert });
    const later = foldLives([loginAt(there + DAY_MS)], known).baselines.get(OLA);
    const before = foldLives([loginAt(there + DAY_MS)], alerted).baselines.get(OLA);
    expect((later?.sessions ?? 0) - (before?.sessions ?? 0)).toBe(1);
  });

  it('keeps it quiet until a date, and tells a journey after that as one with the usual client', () => {
    const untilMs = there + 10 * DAY_MS;
    const onJourney = judged(alerted, { verdict: 'expected', untilMs, ...alert });
    expect(loud(foldLives([strangerAt(there + 9 * DAY_MS)], onJourney).findings)).toEqual([]);
    const other = {
      ...SINGAPORE,
      country: 'US',
      city: 'New York',
      lat: 40.7,
      lon: -74,
      timeZone: 'America/New_York',
      asn: 64506,
    };
    const elsewhere = loginAt(there + 8 * DAY_MS, { geo: other }, { client: { ...STRANGE_CLIENT, os: 'Linux' } });
    expect(loud(foldLives([elsewhere], onJourney).findings)).not.toEqual([]);
  });
});

describe('an alert that an admin calls an intrusion', () => {
  const purged = judged(alerted, { verdict: 'intrusion', ...alert });

  it("leaves nothing of the intruder's in the baseline but his fingerprint", () => {
    const places = purged.baselines.get(OLA)?.places.map(([, city, , , , , , weight]) => [city, weight > 0]);
    expect(places).toEqual([
      ['Oslo', true],
      ['Singapore', false],
    ]);
  });

  it("alerts when the intruder's fingerprint is back, even in the owner's own city", () => {
    const geo = { ...OSLO, asn: SINGAPORE.asn, asOrg: SINGAPORE.asOrg };
    const back = loginAt(there + 40 * DAY_MS, { geo }, { client: STRANGE_CLIENT });
    const { findings } = foldLives([back], purged);
    expect(named(loud(findings))).toEqual(['new-network high']);
    expect(findings[0]?.summary).toContain("called an intruder's");
  });

  it("leaves the owner's own fingerprint alone", () => {
    expect(foldLives([loginAt(there + 2 * DAY_MS)], purged).findings).toEqual([]);
  });

  it("leaves the owner's new laptop alone, which the alert does not name", () => {
    const laptop = loginAt(there + HOUR_MS, {}, { client: { family: 'Safari', os: 'macOS', automation: false } });
    const lives = foldLives([laptop, strangerAt(there + 2 * HOUR_MS), loginAt(there + 5 * HOUR_MS)], life);
    const suspects = (fingerprints?: BaselineVerdict['fingerprints']) =>
      judged(lives, {
        verdict: 'intrusion',
        ...alert,
        toMs: there + 5 * HOUR_MS,
        ...(fingerprints && { fingerprints }),
      })
        .baselines.get(OLA)
        ?.fingerprints.filter(([, , , , , , suspectUntil]) => suspectUntil === INTRUDER)
        .map(([, client]) => client);
    const named = lives.findings
      .filter(({ severity }) => severity !== 'info')
      .flatMap(({ evidence }) => fingerprintsOf(evidence));
    expect(named.length).toBeGreaterThan(0);
    expect(suspects(named)).toHaveLength(1);
    expect(suspects(named)).not.toContain('Safari, macOS');
    // An alert that names nobody is about all that appeared in its time.
    expect(suspects()).toHaveLength(2);
  });

  it('purges what the intruder taught before he was noticed', () => {
    const quiet = { ...OSLO, asn: 64510, asOrg: 'Example Transit' };
    const visits = [0, 1, 2, 3].map((day) =>
      loginAt(there + day * DAY_MS + 3 * HOUR_MS, { geo: quiet }, { client: STRANGE_CLIENT }),
    );
    const noticed = foldLives([...visits, loginAt(there + 5 * DAY_MS)], life);
    const verdict = {
      verdict: 'intrusion',
      detections: ['new-network'],
      fromMs: there,
      toMs: there + 4 * DAY_MS,
    } as const;
    const before = noticed.baselines.get(OLA)?.sessions ?? 0;
    expect((judged(noticed, verdict).baselines.get(OLA)?.sessions ?? 0) - before).toBe(-4);
  });
});
