import { type Accepted, type Batch, encodeBatch } from '../../accounts/batch.ts';
import { MAX_BATCH_CHARS } from '../../accounts/constants.ts';
import { groupByShard, type ShardTable } from '../../accounts/routing.ts';
import type { DetectionSettings } from '../../domain/settings.ts';
import type { Enricher } from '../../enrichment/enrich.ts';
import { isOverloaded } from '../platform-failure.ts';
import { BATCH_EVENTS, BATCHES_AT_ONCE } from './constants.ts';
import type { Placed } from './placed.ts';
import type { Tally } from './tally.ts';

/** Where the events of one request go. */
export interface Destination {
  readonly tenant: string;
  /** Name of the source in events of a vendor; an event's id is unique within it. */
  readonly sourceOf: (vendor: string) => string;
  readonly settings: DetectionSettings;
  readonly shards: ShardTable;
  readonly enrich: Enricher;
  /** Whether the events are rejects that are read again. */
  readonly isReplay?: boolean;
  /** Hands a batch to the shard object of this name. Rejects when that failed for good. */
  readonly accept: (shard: string, batch: Batch) => Promise<Accepted>;
}

export type DispatchFailure = { readonly kind: 'overloaded' } | { readonly kind: 'unavailable' };

/** Sends events to their shards, up to a thousand at a time and a few batches at once; after a failure nothing more is sent. */
export interface Dispatcher {
  /** Resolves when there is room for more. */
  readonly add: (events: readonly Placed[]) => Promise<void>;
  /** Sends what is left and waits for every answer. */
  readonly finish: () => Promise<DispatchFailure | undefined>;
  readonly failure: () => DispatchFailure | undefined;
}

/**
 * JSON of a batch, in characters: a quarter of what a shard takes. A thousand events have some 500,000, but a control character takes
 * six, and the longest event has 31,000; one batch that a shard refuses would take the good events in it along.
 */
const BATCH_CHARS = MAX_BATCH_CHARS / 4;

/** An event on its way: as it is sent, and as it came. */
interface Outgoing {
  readonly account: string;
  readonly source: string;
  readonly json: string;
  readonly placed: Placed;
}

export function createDispatcher(destination: Destination, tally: Tally): Dispatcher {
  const underway = new Set<Promise<void>>();
  /** A shard takes one batch after the other: a stub keeps no order with the next one, and a fold of late events costs evidence. */
  const lastOf = new Map<string, Promise<void>>();
  let waiting: Outgoing[] = [];
  let waitingChars = 0;
  let failure: DispatchFailure | undefined;

  const send = async (shard: string, source: string, group: readonly Outgoing[]) => {
    try {
      const { tenant, settings, isReplay } = destination;
      const events = group.map(({ json }) => json);
      const answer = await destination.accept(shard, encodeBatch(tenant, source, settings, events, isReplay));
      tally.taken(answer.accepted, answer.duplicates, answer.alerts);
      for (const { index, reason } of answer.refused) {
        for (const { placed } of index === undefined ? group : group.slice(index, index + 1)) {
          tally.rejectEvent(placed, reason);
        }
      }
    } catch (error) {
      failure ??= { kind: isOverloaded(error) ? 'overloaded' : 'unavailable' };
      console.error(JSON.stringify({ shard, events: group.length, error: String(error) }));
    }
  };

  /** A batch is of one source: what a collector brings of several vendors goes out vendor by vendor. */
  const groupsOf = (batch: readonly Outgoing[]) =>
    [...groupByShard(destination.tenant, destination.shards, batch)].flatMap(([shard, ofShard]) =>
      [...new Set(ofShard.map(({ source }) => source))].map((source) => ({
        shard,
        source,
        group: ofShard.filter((outgoing) => outgoing.source === source),
      })),
    );

  const dispatch = async () => {
    const batch = waiting;
    waiting = [];
    waitingChars = 0;
    for (const { shard, source, group } of groupsOf(batch)) {
      while (underway.size >= BATCHES_AT_ONCE) await Promise.race(underway);
      if (failure !== undefined) return;
      const before = lastOf.get(shard) ?? Promise.resolve();
      const sent = before.then(() => (failure === undefined ? send(shard, source, group) : undefined));
      lastOf.set(shard, sent);
      underway.add(sent);
      void sent.then(() => underway.delete(sent));
    }
  };

  return {
    add: async (more) => {
      for (const placed of more) {
        const source = destination.sourceOf(placed.vendor);
        const json = JSON.stringify(destination.enrich(placed.event, source));
        waiting.push({ account: placed.event.account, source, json, placed });
        waitingChars += json.length;
        if (waiting.length >= BATCH_EVENTS || waitingChars >= BATCH_CHARS) await dispatch();
      }
    },
    finish: async () => {
      if (failure === undefined && waiting.length > 0) await dispatch();
      await Promise.all(underway);
      return failure;
    },
    failure: () => failure,
  };
}
