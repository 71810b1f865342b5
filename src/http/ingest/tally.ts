import * as v from 'valibot';
import { addReasons, DatedByArrival, Reasons, type RejectedRecord } from '../../domain/intake.ts';
import type { Reject } from '../../domain/reject.ts';
import { formatInstant } from '../../domain/time.ts';
import {
  ALERTS_ANSWERED,
  MAX_BODY_BYTES,
  MAX_EVENTS,
  REJECT_RAW_BYTES,
  REJECTS_ANSWERED,
  REJECTS_RECORDED,
} from './constants.ts';
import type { Placed } from './placed.ts';

/** A record that was not taken, as the answer tells it. */
export const RejectedEntry = v.object({
  /** Position of the record in the body, from 0. */
  index: v.number(),
  reason: v.string(),
  /** JSON Pointer to the field at fault; empty for the record as a whole. */
  path: v.string(),
});

/** What became of the records of one request. */
export const IngestAnswer = v.pipe(
  v.object({
    accepted: v.number(),
    duplicates: v.number(),
    /** Records that are no login and no storage event, or have no user. */
    passedOver: v.number(),
    /** Why, with how many of each. */
    passedOverReasons: v.optional(Reasons),
    datedByArrival: v.optional(DatedByArrival),
    /** The first 100. */
    rejected: v.array(RejectedEntry),
    rejectedCount: v.number(),
    alerts: v.array(v.string()),
  }),
  v.metadata({ ref: 'IngestAnswer' }),
);
export type IngestAnswer = v.InferOutput<typeof IngestAnswer>;

/** What no shard will tell of one vendor's records: those that became no event, and events whose time is none of theirs. */
interface Unread {
  readonly vendor: string;
  reasons: Reasons;
  rejected: number;
  datedByArrival: number;
}

/** Counts a request as it goes. */
export class Tally {
  accepted = 0;
  duplicates = 0;
  rejectedCount = 0;
  /** Records seen so far, readable or not. */
  records = 0;
  /** Whether there were more records than a request may hold, or more in its packs. */
  isOver = false;
  /** Of what came packed in envelopes. */
  unpackedBytes = 0;
  /** Whether the body held a byte at all: an empty array is a request, an empty body is a mistake. */
  hasBody = false;
  /** A ring of the newest. */
  readonly #recorded: RejectedRecord[] = [];
  #oldest = 0;
  readonly #rejected: IngestAnswer['rejected'] = [];
  readonly #alerts = new Set<string>();
  readonly #unread = new Map<string, Unread>();
  /** Whose way in it is; a record that comes by a collector is counted with its own vendor. */
  readonly vendor: string;
  readonly #origin: { readonly source: string; readonly receivedAt: string };

  readonly #onReject: (index: number, reject: Reject) => void;

  /** @param onReject told of every reject, also of those that are not recorded any more */
  constructor(
    source: string,
    vendor: string,
    receivedMs: number,
    onReject: (index: number, reject: Reject) => void = () => undefined,
  ) {
    this.#onReject = onReject;
    this.vendor = vendor;
    this.#origin = { source, receivedAt: formatInstant(receivedMs) };
  }

  taken(accepted: number, duplicates: number, alerts: readonly string[]): void {
    this.accepted += accepted;
    this.duplicates += duplicates;
    for (const alert of alerts) if (this.#alerts.size < ALERTS_ANSWERED) this.#alerts.add(alert);
  }

  /** The place of the next record in the body; undefined past what a request may hold. */
  next(): number | undefined {
    if (this.records >= MAX_EVENTS) this.isOver = true;
    if (this.isOver) return undefined;
    this.records += 1;
    return this.records - 1;
  }

  /** Counts what was unpacked out of an envelope: all of it is no more than a body may hold. */
  unpack(bytes: number): void {
    this.unpackedBytes += bytes;
    if (this.unpackedBytes > MAX_BODY_BYTES) this.isOver = true;
  }

  /** What no shard will tell, by vendor. */
  unread(): readonly Readonly<Unread>[] {
    return [...this.#unread.values()];
  }

  /** Why records were passed over, of all vendors. */
  get reasons(): Reasons {
    return this.unread().reduce<Reasons>((sum, { reasons }) => addReasons(sum, reasons), {});
  }

  get passedOver(): number {
    return Object.values(this.reasons).reduce((sum, count) => sum + count, 0);
  }

  get datedByArrival(): number {
    return this.unread().reduce((sum, { datedByArrival }) => sum + datedByArrival, 0);
  }

  /** Counts events of a record without a time of its own. */
  dateByArrival(events: number, vendor: string): void {
    this.#unreadOf(vendor).datedByArrival += events;
  }

  passOver(why: string, vendor = this.vendor): void {
    const unread = this.#unreadOf(vendor);
    const count = unread.reasons[why];
    // A known reason is counted in place: most records of some vendors are passed over, a hundred thousand a request.
    if (count !== undefined) unread.reasons[why] = count + 1;
    else unread.reasons = addReasons(unread.reasons, { [why]: 1 });
  }

  #unreadOf(vendor: string): Unread {
    const known = this.#unread.get(vendor);
    if (known !== undefined) return known;
    const fresh = { vendor, reasons: {}, rejected: 0, datedByArrival: 0 };
    this.#unread.set(vendor, fresh);
    return fresh;
  }

  /** An event that its shard could not take, kept in its normal form, which a replay understands: the fault was none of the record's. */
  rejectEvent({ index, vendor, event }: Placed, reason: string): void {
    this.reject(index, { path: '', reason }, JSON.stringify(event), vendor, vendor);
  }

  /**
   * @param vendor whose record it is
   * @param readAs whose source a replay reads it with: as it came in, it is read as it came in
   */
  reject(index: number, { path, reason }: Reject, raw: string, vendor = this.vendor, readAs = this.vendor): void {
    this.rejectedCount += 1;
    this.#unreadOf(vendor).rejected += 1;
    // Validators quote what they got, which may be a megabyte.
    const why = { reason: cut(reason, REASON_BYTES), path: cut(path, REASON_BYTES) };
    if (this.#rejected.length < REJECTS_ANSWERED) this.#rejected.push({ index, ...why });
    this.#onReject(index, why);
    this.#record({
      id: newRejectId(),
      ...this.#origin,
      vendor: readAs,
      index,
      ...why,
      raw: cut(raw, REJECT_RAW_BYTES),
    });
  }

  /**
   * For the tenant's list, with what came: the newest 1,000, oldest first. At two bytes a character these are at most 18 MB, of the
   * 32 MiB that RPC carries.
   */
  get recorded(): readonly RejectedRecord[] {
    return [...this.#recorded.slice(this.#oldest), ...this.#recorded.slice(0, this.#oldest)];
  }

  #record(record: RejectedRecord): void {
    this.#recorded[this.#recorded.length < REJECTS_RECORDED ? this.#recorded.length : this.#oldest] = record;
    if (this.#recorded.length === REJECTS_RECORDED) this.#oldest = (this.#oldest + 1) % REJECTS_RECORDED;
  }

  answer(): IngestAnswer {
    const { passedOver, reasons, datedByArrival } = this;
    return {
      accepted: this.accepted,
      duplicates: this.duplicates,
      passedOver,
      ...(passedOver > 0 && { passedOverReasons: reasons }),
      ...(datedByArrival > 0 && { datedByArrival }),
      rejected: this.#rejected.toSorted((one, other) => one.index - other.index),
      rejectedCount: this.rejectedCount,
      alerts: [...this.#alerts],
    };
  }
}

const newRejectId = (): string => `rej_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;

/** As much of a reason, and of a path, as somebody reads. */
const REASON_BYTES = 256;

const scratch = new Uint8Array(REJECT_RAW_BYTES);
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** At most so many bytes of UTF-8, cut between characters: a copy, since a slice would keep all of the text in memory. */
function cut(text: string, maxBytes: number): string {
  const { written } = encoder.encodeInto(text, scratch.subarray(0, maxBytes));
  return decoder.decode(scratch.subarray(0, written));
}
