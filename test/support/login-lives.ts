import type { Baseline } from '../../src/detection/baseline.ts';
import { foldEvent } from '../../src/detection/fold.ts';
import { emptyNeighbourhood, type Neighbourhood } from '../../src/detection/neighbourhood.ts';
import type { EnrichedEvent, EnrichedLogin } from '../../src/domain/enriched-event.ts';
import type { Geo, LoginEvent } from '../../src/domain/event.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../../src/domain/settings.ts';
import { isLoud } from '../../src/domain/severity.ts';
import { DAY_MS, formatInstant, HOUR_MS } from '../../src/domain/time.ts';
import { aLogin, enriched, OSLO } from './events.ts';

/** Lives of logins, for tests of what the places, networks and clients of an account tell. */

/** Monday 4 June 2018, 00:00 UTC. */
export const LIFE_BEGINS = Date.parse('2018-06-04T00:00:00Z');
/** The Monday after five weeks of life, 09:00 UTC. */
export const LATER = LIFE_BEGINS + 35 * DAY_MS + 9 * HOUR_MS;

export const SYDNEY: Geo = {
  country: 'AU',
  city: 'Sydney',
  lat: -33.87,
  lon: 151.21,
  timeZone: 'Australia/Sydney',
  asn: 64502,
  asOrg: 'Example Broadband AU',
};
export const STRANGE_CLIENT = { family: 'Firefox', os: 'Windows 7', automation: false };

export const loginAt = (
  atMs: number,
  event: Partial<LoginEvent> = {},
  overrides: Partial<EnrichedLogin> = {},
): EnrichedLogin => enriched(aLogin({ time: formatInstant(atMs), ...event }), overrides);

/** Two logins each weekday at 09 and 13 UTC, from one place with one client. */
export function officeLogins(days = 35, event: Partial<LoginEvent> = {}, fromMs = LIFE_BEGINS): EnrichedLogin[] {
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => [9, 13].map((hour) => loginAt(fromMs + day * DAY_MS + hour * HOUR_MS, { geo: OSLO, ...event })));
}

export interface FoldedLives {
  readonly baselines: ReadonlyMap<string, Baseline>;
  readonly neighbourhood: Neighbourhood;
  readonly findings: readonly Finding[];
}

const NOBODY: FoldedLives = { baselines: new Map(), neighbourhood: emptyNeighbourhood, findings: [] };

/** Folds events of any accounts in the order given; `findings` are those of these events only. */
export function foldLives(events: readonly EnrichedEvent[], before: FoldedLives = NOBODY): FoldedLives {
  const baselines = new Map(before.baselines);
  const findings: Finding[] = [];
  let { neighbourhood } = before;
  for (const event of events) {
    const state = { baseline: baselines.get(event.account), neighbourhood };
    const folded = foldEvent('acme', state, event, DEFAULT_DETECTION_SETTINGS);
    if (folded.baseline !== undefined) baselines.set(event.account, folded.baseline);
    neighbourhood = folded.neighbourhood;
    findings.push(...folded.findings);
  }
  return { baselines, neighbourhood, findings };
}

export const loud = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => isLoud(severity));
export const named = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ detection, severity }) => `${detection} ${severity}`);
