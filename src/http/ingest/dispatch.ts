import { type Accepted, type Batch, encodeBatch } from '../../accounts/batch.ts';
import { groupByShard, type ShardTable } from '../../accounts/routing.ts';
import type { EnrichedEvent } from '../../domain/enriched-event.ts';
import type { DetectionSettings } from '../../domain/settings.ts';
import type { Enricher } from '../../enrichment/enrich.ts';
import { isOverloaded } from '../errors.ts';
import { BATCH_EVENTS, BATCHES_AT_ONCE } from './constants.ts';
import type { Placed } from './records.ts';
import type { Tally } from './tally.ts';

/** Where the events of one request go. */
export interface Destination {
  readonly tenant: string;
  /** Name of the source in events; an event's id is unique within it. */
  readonly source: string;
  readonly settings: DetectionSettings;
  readonly shards: ShardTable;
  readonly enrich: Enricher;
  /** Hands a batch to the shard object of this name. Rejects when that failed for good. */
  readonly accept: (shard: string, batch: Batch) => Promise<Accepted>;
}

export type DispatchFailure = { readonly kind: 'overloaded' } | { readonly kind: 'unavailable' };

/** Sends events to their shards, a thousand at a time and a few batches at once; after a failure nothing more is sent. */
export interface Dispatcher {
  /** Resolves when there is room for more. */
  readonly add: (events: readonly Placed[]) => Promise<void>;
  /** Sends what is left and waits for every answer. */
  readonly finish: () => Promise<DispatchFailure | undefined>;
  readonly failure: () => DispatchFailure | undefined;
}

export function createDispatcher(destination: Destination, tally: Tally): Dispatcher {
  const underway = new Set<Promise<void>>();
  /** A shard takes one batch after the other: a stub keeps no order with the next one, and a fold of late events costs evidence. */
  const lastOf = new Map<string, Promise<void>>();
  let events: EnrichedEvent[] = [];
  let placed: Placed[] = [];
  let failure: DispatchFailure | undefined;

  const send = async (
    shard: string,
    group: readonly EnrichedEvent[],
    originOf: (event: EnrichedEvent) => Placed | undefined,
  ) => {
    try {
      const { tenant, source, settings } = destination;
      const answer = await destination.accept(shard, encodeBatch(tenant, source, settings, group));
      tally.taken(answer.accepted, answer.duplicates, answer.alerts);
      for (const { index, reason } of answer.refused) {
        for (const event of index === undefined ? group : group.slice(index, index + 1)) {
          // Kept in its normal form, which a replay understands: the fault was none of the record's.
          const origin = originOf(event);
          if (origin !== undefined) tally.reject(origin.index, { path: '', reason }, JSON.stringify(origin.event));
        }
      }
    } catch (error) {
      failure ??= { kind: isOverloaded(error) ? 'overloaded' : 'unavailable' };
      console.error(JSON.stringify({ shard, events: group.length, error: String(error) }));
    }
  };

  const dispatch = async () => {
    const [batch, origins] = [events, placed];
    events = [];
    placed = [];
    const originOf = (event: EnrichedEvent) => origins[batch.indexOf(event)];
    for (const [shard, group] of groupByShard(destination.tenant, destination.shards, batch)) {
      while (underway.size >= BATCHES_AT_ONCE) await Promise.race(underway);
      if (failure !== undefined) return;
      const before = lastOf.get(shard) ?? Promise.resolve();
      const sent = before.then(() => (failure === undefined ? send(shard, group, originOf) : undefined));
      lastOf.set(shard, sent);
      underway.add(sent);
      void sent.then(() => underway.delete(sent));
    }
  };

  return {
    add: async (more) => {
      for (const each of more) {
        events.push(destination.enrich(each.event, destination.source));
        placed.push(each);
        if (events.length >= BATCH_EVENTS) await dispatch();
      }
    },
    finish: async () => {
      if (failure === undefined && events.length > 0) await dispatch();
      await Promise.all(underway);
      return failure;
    },
    failure: () => failure,
  };
}
