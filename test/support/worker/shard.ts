import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type Batch, encodeBatch } from '../../../src/accounts/batch.ts';
import { detectionFolding, type Folding } from '../../../src/accounts/folding.ts';
import { openShard, type Shard } from '../../../src/accounts/shard.ts';
import type { ShardDeps } from '../../../src/accounts/shard-parts.ts';
import type { Baseline } from '../../../src/detection/baseline.ts';
import type { Neighbourhood } from '../../../src/detection/neighbourhood.ts';
import type { EnrichedEvent } from '../../../src/domain/enriched-event.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { DEFAULT_DETECTION_SETTINGS, type DetectionSettings } from '../../../src/domain/settings.ts';

/** A baseline that remembers everything that could go wrong: which events, in which order, beside which neighbours, with which settings. */
export interface Trail {
  readonly version: 1;
  readonly events: number;
  readonly trail: number;
}

const step = (trail: number, text: string): number => {
  let next = trail;
  for (const character of text) next = (Math.imul(next, 31) + character.charCodeAt(0)) | 0;
  return next;
};

function isTrail(stored: unknown): stored is Trail {
  return typeof stored === 'object' && stored !== null && 'trail' in stored;
}

/** Raises a finding for an id with `alarm` in it, of severity info when it also says `info`; throws on an id with `poison`. */
export const trailFolding: Folding<Trail, Trail> = {
  foldEvent(tenant, { baseline, neighbourhood }, event, settings) {
    if (event.id.includes('poison')) throw new Error('poisoned');
    const seen = `${tenant} ${event.id} ${neighbourhood.trail} ${settings.egressRanges.join()}`;
    return {
      baseline: { version: 1, events: (baseline?.events ?? 0) + 1, trail: step(baseline?.trail ?? 7, seen) },
      neighbourhood: {
        version: 1,
        events: neighbourhood.events + 1,
        trail: step(neighbourhood.trail, `${event.id} ${baseline?.trail ?? 'new'}`),
      },
      findings: event.id.includes('alarm') ? [findingOf(event)] : [],
    };
  },
  foldVerdict: (baseline, verdict) => ({ ...baseline, trail: step(baseline.trail, JSON.stringify(verdict)) }),
  readBaseline: (stored) => (isTrail(stored) ? stored : undefined),
  readNeighbourhood: (stored) => (isTrail(stored) ? stored : { version: 1, events: 0, trail: 1 }),
};

function findingOf(event: EnrichedEvent): Finding {
  return {
    id: `fnd_${event.id}`,
    alert: `alr_${event.account}`,
    detection: 'new-client',
    account: event.account,
    severity: event.id.includes('info') ? 'info' : 'high',
    score: 70,
    time: '2018-08-17T02:14:09Z',
    summary: `something about ${event.account}`,
    techniques: [],
    evidence: { kind: 'novelty', what: 'client', value: 'curl', usual: [] },
    eventIds: [event.id],
  };
}

export const anEnrichedLogin = (id: string, account: string, timeMs = Date.UTC(2018, 7, 17)): EnrichedEvent => ({
  id,
  type: 'login',
  account,
  outcome: 'success',
  source: 'okta-main',
  timeMs,
  place: { country: 'NO', city: 'Oslo', lat: 59.91, lon: 10.75, timeZones: ['Europe/Oslo'] },
  network: { asn: 64496, organisation: 'Example Broadband NO', prefix: '192.0.2.0/24' },
  client: { family: 'Chrome', os: 'Windows', automation: false },
});

export const aBatch = (events: readonly EnrichedEvent[], overrides: Partial<Batch> = {}): Batch => ({
  ...encodeBatch(
    'acme',
    'okta-main',
    DEFAULT_DETECTION_SETTINGS,
    events.map((event) => JSON.stringify(event)),
  ),
  ...overrides,
});

export const withEgress = (range: string): DetectionSettings => ({
  ...DEFAULT_DETECTION_SETTINGS,
  egressRanges: [range],
});

export const IDENTITY = { tenant: 'acme', shard: '0-0' };

/** Opens a shard on the storage that is lent, as often as a test likes: each opening is a start after an eviction. */
export type Open<B, N> = (deps?: Partial<ShardDeps<B, N>>) => Shard<B>;

/** Lends the storage of a fresh object to `work`, with shards that fold trails. */
export const withStorage = <R>(
  name: string,
  work: (open: Open<Trail, Trail>, storage: DurableObjectStorage) => R | Promise<R>,
): Promise<R> => lend(name, trailFolding, work);

/** The same with the real detections. */
export const withRealStorage = <R>(
  name: string,
  work: (open: Open<Baseline, Neighbourhood>, storage: DurableObjectStorage) => R | Promise<R>,
): Promise<R> => lend(name, detectionFolding, work);

const lend = <B, N, R>(
  name: string,
  folding: Folding<B, N>,
  work: (open: Open<B, N>, storage: DurableObjectStorage) => R | Promise<R>,
): Promise<R> =>
  runInDurableObject(env.ACCOUNT_SHARDS.getByName(`acme/${name}`), (_, state) =>
    work(
      (deps = {}) => openShard({ storage: state.storage, folding, now: Date.now, newKey: () => [1, 2, 3, 4], ...deps }),
      state.storage,
    ),
  );

/** Every row of every table as text: what is nowhere in it is nowhere on disk. */
export function allRows(storage: DurableObjectStorage): string {
  const tables = storage.sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
    .toArray();
  return tables
    .map(({ name }) => `${name}\n${JSON.stringify(storage.sql.exec(`SELECT * FROM "${name}"`).toArray())}`)
    .join('\n');
}

/** The same fold with baselines longer than any that is allowed. */
export const wideFolding: Folding<Trail, Trail> = {
  ...trailFolding,
  foldEvent: (...given) => {
    const folded = trailFolding.foldEvent(...given);
    if (folded.baseline === undefined) return folded;
    return { ...folded, baseline: { ...folded.baseline, padding: 'ø'.repeat(8_000) } };
  },
};

export function stateRow(storage: Pick<DurableObjectStorage, 'sql'>, name: string): string | undefined {
  return storage.sql.exec<{ value: string }>('SELECT value FROM state WHERE name = ?', name).toArray()[0]?.value;
}
