import type { BytesEvidence, FingerprintSeen, HoursEvidence, TravelEvidence } from '../../../src/domain/evidence.ts';
import type { OperatorZone } from '../../../src/domain/finding.ts';

/** What findings of the model case rest on: the hours, bytes and journeys of Ola, an admin in Oslo, and of an operator at UTC+8. */

export const byHour = (counts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

/** Sessions of an office worker in Oslo, by local hour: 24 shares, sum 1. */
export function officeHours(): number[] {
  const weights = byHour({
    ...{ 6: 2, 7: 9, 8: 21, 9: 17, 10: 12, 11: 10, 12: 14, 13: 11, 14: 9, 15: 8, 16: 5, 17: 2 },
    ...{ 18: 1, 19: 1.5, 20: 2, 21: 2.5, 22: 1 },
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** A bump over hourly offsets −11 … +12; `spreadHours` is its standard deviation. */
export function posteriorAround(peakHours: number, spreadHours = 0.62): HoursEvidence['posterior'] {
  const weights = Array.from({ length: 24 }, (_, index) => {
    const offset = index - 11;
    const apart = Math.min(Math.abs(offset - peakHours), 24 - Math.abs(offset - peakHours));
    return { offset, weight: Math.exp(-(apart ** 2) / (2 * spreadHours ** 2)) + 0.0004 };
  });
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights.map(({ offset, weight }) => ({ utcOffsetMinutes: offset * 60, probability: weight / sum }));
}

export const INTRUDER: FingerprintSeen = {
  network: 'AS64500 Example Hosting NO',
  client: 'Firefox on Windows',
  firstSeen: '2018-08-17T00:14:09Z',
};

export function anOperatorZone(overrides: Partial<OperatorZone> = {}): OperatorZone {
  return {
    utcOffsetMinutes: 480,
    probability: 0.93,
    credible: [420, 540],
    sessions: 14,
    cities: ['Shanghai', 'Singapore', 'Perth'],
    ...overrides,
  };
}

export function hoursEvidence(overrides: Partial<HoursEvidence> = {}): HoursEvidence {
  return {
    kind: 'hours',
    homeZone: 'Europe/Oslo',
    homeUtcOffsetMinutes: 120,
    usual: officeHours(),
    suspicious: byHour({ 2: 3, 3: 2, 5: 1, 8: 2, 9: 1, 10: 1, 13: 2, 14: 1, 15: 1 }),
    posterior: posteriorAround(8),
    since: '2018-08-17T00:14:09Z',
    sessions: 14,
    likelihoodRatio: 2417,
    fingerprints: [INTRUDER],
    ...overrides,
  };
}

const DAY_MS = 86_400_000;
const dayOf = (firstDay: string, index: number): string =>
  new Date(Date.parse(firstDay) + index * DAY_MS).toISOString().slice(0, 10);

/** Thirty days of modest SharePoint work, then one day of Dropbox. */
export function bytesEvidence(overrides: Partial<BytesEvidence> = {}): BytesEvidence {
  const ordinary = Array.from({ length: 29 }, (_, index) => ({
    day: dayOf('2018-08-09', index),
    service: 'sharepoint.com',
    uploadBytes: Math.round(4_000_000 * (1 + ((index * 7919) % 13)) * (index % 7 > 1 ? 1 : 0)),
    downloadBytes: Math.round(9_000_000 * (1 + ((index * 104_729) % 11))),
  })).filter((day) => day.uploadBytes > 0);
  return {
    kind: 'bytes',
    service: 'dropbox.com',
    operation: 'upload',
    windowMinutes: 60,
    bytes: 4_100_000_000,
    count: 41,
    usualBytes: 38_000_000,
    usualCount: 6,
    days: [
      ...ordinary,
      { day: '2018-09-07', service: 'dropbox.com', uploadBytes: 4_100_000_000, downloadBytes: 0 },
      { day: '2018-09-07', service: 'sharepoint.com', uploadBytes: 21_000_000, downloadBytes: 64_000_000 },
    ],
    client: 'curl 7.61.0',
    objects: ['ss.part1.rar', 'ss.part2.rar', 'ss.part3.rar', 'pp.part1.rar'],
    ...overrides,
  };
}

export function travelEvidence(overrides: Partial<TravelEvidence> = {}): TravelEvidence {
  return {
    kind: 'travel',
    from: {
      time: '2018-09-03T07:05:00Z',
      place: 'Oslo, NO',
      utcOffsetMinutes: 120,
      network: 'AS64496 Example Broadband NO',
      client: 'Chrome on Windows',
      device: 'laptop-0142',
    },
    to: {
      time: '2018-09-03T08:20:00Z',
      place: 'Singapore, SG',
      utcOffsetMinutes: 480,
      network: 'AS64505 Example Broadband SG',
      client: 'Firefox on Windows',
    },
    distanceKm: 10_050,
    speedKmh: 8_040,
    homeZones: ['Europe/Oslo'],
    ...overrides,
  };
}
