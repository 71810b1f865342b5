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
  let indexes: number[] = [];
  let failure: DispatchFailure | undefined;

  const send = async (shard: string, group: readonly EnrichedEvent[], indexOf: (event: EnrichedEvent) => number) => {
    try {
      const { tenant, source, settings } = destination;
      const answer = await destination.accept(shard, encodeBatch(tenant, source, settings, group));
      tally.taken(answer.accepted, answer.duplicates, answer.alerts);
      for (const { index, reason } of answer.refused) {
        for (const event of index === undefined ? group : group.slice(index, index + 1)) {
          tally.reject(indexOf(event), { path: '', reason }, JSON.stringify(event));
        }
      }
    } catch (error) {
      failure ??= { kind: isOverloaded(error) ? 'overloaded' : 'unavailable' };
      console.error(JSON.stringify({ shard, events: group.length, error: String(error) }));
    }
  };

  const dispatch = async () => {
    const [batch, places] = [events, indexes];
    events = [];
    indexes = [];
    const indexOf = (event: EnrichedEvent) => places[batch.indexOf(event)] ?? 0;
    for (const [shard, group] of groupByShard(destination.tenant, destination.shards, batch)) {
      while (underway.size >= BATCHES_AT_ONCE) await Promise.race(underway);
      if (failure !== undefined) return;
      const before = lastOf.get(shard) ?? Promise.resolve();
      const sent = before.then(() => (failure === undefined ? send(shard, group, indexOf) : undefined));
      lastOf.set(shard, sent);
      underway.add(sent);
      void sent.then(() => underway.delete(sent));
    }
  };

  return {
    add: async (placed) => {
      for (const { index, event } of placed) {
        events.push(destination.enrich(event, destination.source));
        indexes.push(index);
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
