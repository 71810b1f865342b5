import * as v from 'valibot';
import { addReasons, Reasons, type RejectedRecord } from '../../domain/intake.ts';
import type { Reject } from '../../domain/reject.ts';
import { formatInstant } from '../../domain/time.ts';
import { ALERTS_ANSWERED, REJECT_RAW_BYTES, REJECTS_ANSWERED, REJECTS_RECORDED } from './constants.ts';

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
    /** The first 100. */
    rejected: v.array(RejectedEntry),
    rejectedCount: v.number(),
    alerts: v.array(v.string()),
  }),
  v.metadata({ ref: 'IngestAnswer' }),
);
export type IngestAnswer = v.InferOutput<typeof IngestAnswer>;

/** Counts a request as it goes. */
export class Tally {
  accepted = 0;
  duplicates = 0;
  /** Why records were passed over. */
  reasons: Reasons = {};
  rejectedCount = 0;
  /** Records seen so far, readable or not. */
  records = 0;
  /** Whether the body held a byte at all: an empty array is a request, an empty body is a mistake. */
  hasBody = false;
  /** A ring of the newest. */
  readonly #recorded: RejectedRecord[] = [];
  #oldest = 0;
  readonly #rejected: IngestAnswer['rejected'] = [];
  readonly #alerts = new Set<string>();
  readonly #origin: { readonly source: string; readonly vendor: string; readonly receivedAt: string };

  readonly #onReject: (index: number, reject: Reject) => void;

  /** @param onReject told of every reject, also of those that are not recorded any more */
  constructor(
    source: string,
    vendor: string,
    receivedMs: number,
    onReject: (index: number, reject: Reject) => void = () => undefined,
  ) {
    this.#onReject = onReject;
    this.#origin = { source, vendor, receivedAt: formatInstant(receivedMs) };
  }

  taken(accepted: number, duplicates: number, alerts: readonly string[]): void {
    this.accepted += accepted;
    this.duplicates += duplicates;
    for (const alert of alerts) if (this.#alerts.size < ALERTS_ANSWERED) this.#alerts.add(alert);
  }

  get passedOver(): number {
    return Object.values(this.reasons).reduce((sum, count) => sum + count, 0);
  }

  passOver(why: string): void {
    const count = this.reasons[why];
    // A known reason is counted in place: most records of some vendors are passed over, a hundred thousand a request.
    if (count !== undefined) this.reasons[why] = count + 1;
    else this.reasons = addReasons(this.reasons, { [why]: 1 });
  }

  reject(index: number, { path, reason }: Reject, raw: string): void {
    this.rejectedCount += 1;
    // Validators quote what they got, which may be a megabyte.
    const why = { reason: cut(reason, REASON_BYTES), path: cut(path, REASON_BYTES) };
    if (this.#rejected.length < REJECTS_ANSWERED) this.#rejected.push({ index, ...why });
    this.#onReject(index, why);
    this.#record({ id: newRejectId(), ...this.#origin, index, ...why, raw: cut(raw, REJECT_RAW_BYTES) });
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
    return {
      accepted: this.accepted,
      duplicates: this.duplicates,
      passedOver: this.passedOver,
      ...(this.passedOver > 0 && { passedOverReasons: addReasons(this.reasons, {}) }),
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
