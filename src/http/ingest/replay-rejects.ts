import * as v from 'valibot';
import { NormalEvent } from '../../domain/event.ts';
import { addReasons, type Reasons, type RejectedRecord } from '../../domain/intake.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { SourceConfig, TenantSettings } from '../../domain/tenant.ts';
import { findSource } from '../../sources/index.ts';
import type { RejectFilter } from '../../tenants/intake/reject-store.ts';
import type { Env } from '../env.ts';
import { onTenant } from '../objects.ts';
import { REJECT_RAW_BYTES } from './constants.ts';
import { destinationOf, eventSource } from './destination.ts';
import { createDispatcher, type DispatchFailure } from './dispatch.ts';
import { readerFor } from './mapped.ts';
import type { Piece } from './piece.ts';
import { eventsOf, type RecordReader } from './records.ts';
import { Tally } from './tally.ts';

type StillRejected = Pick<RejectedRecord, 'id' | 'path' | 'reason'>;

/** What a replay came to. `left` are those that still cannot be read, each with its reason of now. */
export interface Replayed {
  readonly replayed: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly passedOver: number;
  readonly passedOverReasons: Reasons;
  readonly datedByArrival?: number;
  readonly left: readonly StillRejected[];
  readonly alerts: readonly string[];
}

/**
 * Tries rejects again with the adapters and mappings of now, in the order in which they came. What can be read is folded, durable
 * before this resolves, and only then leaves the list: if anything breaks off between, the next replay finds duplicates.
 */
export async function replayRejects(
  env: Env,
  tenant: string,
  settings: TenantSettings,
  filter: RejectFilter,
): Promise<Result<Replayed, DispatchFailure>> {
  const { rejects, senders } = await onTenant(env, tenant, (stub) => stub.replayable(filter));
  let sum: Replayed = {
    replayed: 0,
    accepted: 0,
    duplicates: 0,
    passedOver: 0,
    passedOverReasons: {},
    left: [],
    alerts: [],
  };
  for (const group of groupsOf(rejects, senders)) {
    const tried = await replayGroup(env, tenant, settings, group);
    if (!tried.ok) return tried;
    const { tally, left } = tried.value;
    const stays = new Set(left.map(({ id }) => id));
    const gone = group.rejects.flatMap(({ id }) => (stays.has(id) ? [] : [id]));
    const counts = group.sender === undefined ? [] : countsOf(group.sender, tally);
    const datedByArrival = (sum.datedByArrival ?? 0) + tally.datedByArrival;
    await onTenant(env, tenant, (stub) => stub.replayed({ gone, changed: left }, counts));
    sum = {
      replayed: sum.replayed + group.rejects.length,
      accepted: sum.accepted + tally.accepted,
      duplicates: sum.duplicates + tally.duplicates,
      passedOver: sum.passedOver + tally.passedOver,
      passedOverReasons: addReasons(sum.passedOverReasons, tally.reasons),
      ...(datedByArrival > 0 && { datedByArrival }),
      left: [...sum.left, ...left],
      alerts: [...new Set([...sum.alerts, ...tally.answer().alerts])],
    };
  }
  return ok(sum);
}

/** Rejects of one source and vendor. No sender: the source is gone. */
interface Group {
  readonly sender: SourceConfig | undefined;
  readonly vendor: string;
  readonly rejects: readonly RejectedRecord[];
}

function groupsOf(rejects: readonly RejectedRecord[], senders: readonly SourceConfig[]): Group[] {
  const groups = new Map<string, RejectedRecord[]>();
  for (const reject of rejects) {
    const key = JSON.stringify([reject.source, reject.vendor]);
    groups.set(key, [...(groups.get(key) ?? []), reject]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ sender: senders.find(({ name }) => name === first.source), vendor: first.vendor, rejects: group }];
  });
}

interface Tried {
  readonly tally: Tally;
  readonly left: readonly StillRejected[];
}

async function replayGroup(
  env: Env,
  tenant: string,
  settings: TenantSettings,
  { sender, vendor, rejects }: Group,
): Promise<Result<Tried, DispatchFailure>> {
  const source = findSource(vendor);
  /** Where in the replay each reject begins: one may hold several records, where a batch could not be taken apart. */
  const origins: { readonly from: number; readonly id: string }[] = [];
  const left = new Map<string, StillRejected>();
  const tally = new Tally(sender?.name ?? '', vendor, Date.now(), (index, why) => {
    const id = origins.findLast(({ from }) => from <= index)?.id;
    if (id !== undefined) left.set(id, { id, ...why });
  });
  if (sender === undefined || source === undefined) {
    const reason = sender === undefined ? 'its source is gone' : 'there is no such vendor any more';
    return ok({ tally, left: rejects.map(({ id }) => ({ id, path: '', reason })) });
  }
  const reader = takingNormalForm(readerFor(source, sender));
  const destination = await destinationOf(env, tenant, settings, sender);
  const dispatcher = createDispatcher({ ...destination, isReplay: true }, tally);
  for (const [place, reject] of rejects.entries()) {
    origins.push({ from: tally.records, id: reject.id });
    const read = eventsOf(pieceOf(reject.raw), reader, tally, Date.parse(reject.receivedAt));
    for await (const events of read) await dispatcher.add(events);
    if (!tally.isOver) continue;
    // As many records as a request may hold: the rest stays as it is, for the next replay.
    for (const { id, path, reason } of rejects.slice(place)) left.set(id, { id, path, reason });
    break;
  }
  const failure = await dispatcher.finish();
  if (failure !== undefined) return fail(failure);
  return ok({ tally, left: [...left.values()] });
}

/** What a shard could not take is kept as a normal event, whatever vendor it came from. */
function takingNormalForm(reader: RecordReader): RecordReader {
  // A collector's knows it anyway.
  if (reader.attribute !== undefined) return reader;
  return {
    lists: reader.lists,
    unwrap: (value) => reader.unwrap(value),
    normalise: (record, context) => {
      const normal = v.safeParse(NormalEvent, record);
      return normal.success ? { kind: 'events', events: [normal.output] } : reader.normalise(record, context);
    },
  };
}

/** What the Tenant is to count of a replay. Rejects are counted already. */
const countsOf = (sender: SourceConfig, tally: Tally) =>
  tally.passedOver + tally.datedByArrival === 0
    ? []
    : tally.unread().map(({ vendor, reasons, datedByArrival }) => ({
        source: eventSource(sender, vendor),
        passedOver: reasons,
        rejected: 0,
        datedByArrival,
      }));

/** UTF-8 is cut between characters, of which the longest has four bytes. */
const CUT_FROM_BYTES = REJECT_RAW_BYTES - 3;

function pieceOf(raw: string): Piece {
  try {
    const value: unknown = JSON.parse(raw);
    return { kind: 'value', value, text: raw };
  } catch (error) {
    const isCut = new TextEncoder().encode(raw).byteLength >= CUT_FROM_BYTES;
    const reason = isCut
      ? `only its first ${REJECT_RAW_BYTES} bytes are kept; have it sent again`
      : String(error instanceof Error ? error.message : error);
    return { kind: 'broken', reason, text: raw };
  }
}
