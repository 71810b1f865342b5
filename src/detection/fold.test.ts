import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLogin, anUpload, enriched, OSLO, SINGAPORE } from '../../test/support/events.ts';
import { foldLives, LIFE_BEGINS, officeLogins, SYDNEY } from '../../test/support/login-lives.ts';
import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { Finding } from '../domain/finding.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../domain/settings.ts';
import { DAY_MS, formatInstant, MINUTE_MS } from '../domain/time.ts';
import type { Baseline } from './baseline.ts';
import { foldEvent } from './fold.ts';
import { emptyNeighbourhood, type Neighbourhood } from './neighbourhood.ts';

const MAX_BASELINE_BYTES = 4_096;
const GEOS = [OSLO, OSLO, OSLO, SINGAPORE, SYDNEY];
const CLIENTS = ['Mozilla/5.0 A', 'Mozilla/5.0 A', 'curl/8', 'rclone/1', 'python-requests/2'];

/** Any event of a small world: a few accounts, places and clients over four months. */
const anyEvent = fc
  .record({
    minute: fc.integer({ min: 0, max: 120 * 1440 }),
    account: fc.constantFrom('ola@example.com', 'kari@example.com'),
    geo: fc.constantFrom(...GEOS),
    userAgent: fc.constantFrom(...CLIENTS),
    storage: fc.boolean(),
    failure: fc.integer({ min: 0, max: 9 }),
    bytes: fc.integer({ min: 0, max: 10 ** 10 }),
  })
  .map(({ minute, account, geo, userAgent, storage, failure, bytes }): EnrichedEvent => {
    const common = { time: formatInstant(LIFE_BEGINS + minute * MINUTE_MS), account, geo, userAgent };
    return storage
      ? enriched(anUpload({ ...common, bytes }))
      : enriched(aLogin({ ...common, outcome: failure === 0 ? 'failure' : 'success' }));
  });
const byTime = (one: EnrichedEvent, other: EnrichedEvent) => one.timeMs - other.timeMs;
const anyLife = fc.array(anyEvent, { minLength: 1, maxLength: 120 }).map((events) => events.toSorted(byTime));

it('makes no account of a name that somebody only guessed', () => {
  const guess = enriched(aLogin({ account: 'guessed@example.com', outcome: 'failure' }));
  expect(foldLives([guess]).baselines.size).toBe(0);
  const entered = foldLives([guess, enriched(aLogin({ account: 'guessed@example.com' }))]);
  expect(entered.baselines.size).toBe(1);
});

interface Run {
  readonly baselines: ReadonlyMap<string, Baseline>;
  readonly neighbourhood: Neighbourhood;
  readonly findings: readonly Finding[];
}

/** Folds with every state written out and read in again between any two events. */
function foldThroughJson(events: readonly EnrichedEvent[]): Run {
  const stored = new Map<string, string>();
  let neighbourhood = JSON.stringify(emptyNeighbourhood);
  const findings: Finding[] = [];
  for (const event of events) {
    const text = stored.get(event.account);
    const baseline: Baseline | undefined = text === undefined ? undefined : JSON.parse(text);
    const state = { baseline, neighbourhood: JSON.parse(neighbourhood) };
    const folded = foldEvent('acme', state, event, DEFAULT_DETECTION_SETTINGS);
    if (folded.baseline !== undefined) stored.set(event.account, JSON.stringify(folded.baseline));
    neighbourhood = JSON.stringify(folded.neighbourhood);
    findings.push(...folded.findings);
  }
  const baselines = new Map([...stored].map(([account, text]): [string, Baseline] => [account, JSON.parse(text)]));
  return { baselines, neighbourhood: JSON.parse(neighbourhood), findings };
}

describe('the laws of the fold', () => {
  it('gives byte-identical results when state is written out and read in between any two events', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const kept = foldLives(events);
        const stored = foldThroughJson(events);
        expect(JSON.stringify(stored.findings)).toBe(JSON.stringify(kept.findings));
        expect(JSON.stringify([...stored.baselines])).toBe(JSON.stringify([...kept.baselines]));
        expect(JSON.stringify(stored.neighbourhood)).toBe(JSON.stringify(kept.neighbourhood));
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing of what it is given', () => {
    fc.assert(
      fc.property(anyLife, anyEvent, (events, event) => {
        const { baselines, neighbourhood } = foldLives(events);
        const state = { baseline: baselines.get(event.account), neighbourhood };
        const before = JSON.stringify(state);
        foldEvent('acme', deepFrozen(state), event, DEFAULT_DETECTION_SETTINGS);
        expect(JSON.stringify(state)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing in an account by the events of another', () => {
    const own = officeLogins(35).map((event) => ({ ...event, account: 'ola@example.com' }));
    const stranger = anyLife.map((events) => events.map((event) => ({ ...event, account: 'per@example.com' })));
    fc.assert(
      fc.property(stranger, (others) => {
        const alone = foldLives(own);
        const together = foldLives([...own, ...others].toSorted(byTime));
        expect(together.baselines.get('ola@example.com')).toEqual(alone.baselines.get('ola@example.com'));
      }),
      { numRuns: 20 },
    );
  });

  it('changes nothing in what is learned by the order inside a session of an hour', () => {
    const session = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { minLength: 2, maxLength: 8 });
    const later = enriched(aLogin({ time: formatInstant(LIFE_BEGINS + 40 * DAY_MS) }));
    const life = foldLives(officeLogins(35));
    fc.assert(
      fc.property(session, fc.boolean(), fc.infiniteStream(fc.nat()), (minutes, isFar, order) => {
        const events = minutes.map((minute) =>
          enriched(
            aLogin({
              id: `event-${minute}`,
              time: formatInstant(LIFE_BEGINS + 36 * DAY_MS + minute * MINUTE_MS),
              geo: isFar ? SINGAPORE : OSLO,
            }),
          ),
        );
        const shuffled = events
          .map((event) => ({ event, at: order.next().value }))
          .toSorted((one, other) => one.at - other.at)
          .map(({ event }) => event);
        const learned = (list: readonly EnrichedEvent[]) => {
          const { episode: _, ...baseline } = foldLives([...list, later], life).baselines.get('ola@example.com') ?? {};
          return baseline;
        };
        expect(learned(shuffled)).toEqual(learned(events.toSorted(byTime)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the fold holds', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', '"\\"\\"\\"', '\u0000\u0001', '💣'.repeat(100), ''),
  );
  const hostile = fc
    .record({
      minute: fc.integer({ min: 0, max: 3 * 365 * 1440 }),
      organisation: anyText,
      prefix: anyText,
      family: anyText,
      os: anyText,
      city: anyText,
      country: anyText,
      zone: fc.oneof(anyText, fc.constantFrom('America/Argentina/ComodRivadavia', 'Asia/Tokyo', 'Mars/Olympus')),
      lat: fc.oneof(fc.double({ min: -90, max: 90, noNaN: true }), fc.constant(Number.NaN)),
      device: anyText,
      service: anyText,
      object: anyText,
      storage: fc.boolean(),
      bytes: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    })
    .map((it): EnrichedEvent => {
      const common = { time: formatInstant(LIFE_BEGINS + it.minute * MINUTE_MS), device: it.device };
      const overrides = {
        place: { country: it.country, city: it.city, lat: it.lat, lon: it.lat, timeZones: [it.zone, 'Asia/Tokyo'] },
        network: { organisation: it.organisation, prefix: it.prefix },
        client: { family: it.family, os: it.os, automation: it.storage },
      };
      return it.storage
        ? enriched(anUpload({ ...common, service: it.service, object: it.object, bytes: it.bytes }), overrides)
        : enriched(aLogin(common), overrides);
    });

  it('its baseline under 4,096 bytes and never throws, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 20, maxLength: 150 }), (events) => {
        const { baselines } = foldLives([...officeLogins(20), ...events.toSorted(byTime)]);
        for (const baseline of baselines.values())
          expect(new TextEncoder().encode(JSON.stringify(baseline)).length).toBeLessThan(MAX_BASELINE_BYTES);
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  it('its words for every finding of any life', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        for (const { summary, alert, id } of foldLives([...officeLogins(20), ...events]).findings) {
          expect(summary).not.toMatch(/undefined|NaN|null/);
          expect(summary.length).toBeGreaterThan(10);
          expect([alert.slice(0, 4), id.slice(0, 4)]).toEqual(['alr_', 'fnd_']);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('an event without a time for nothing', () => {
    const event = { ...enriched(aLogin()), timeMs: Number.NaN };
    expect(foldLives([event]).findings).toEqual([]);
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFrozen);
  }
  return value;
}
