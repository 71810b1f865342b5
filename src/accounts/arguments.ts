import * as v from 'valibot';
import type { BaselineVerdict } from '../detection/verdict.ts';
import { DetectionId } from '../domain/finding.ts';

/** What came over RPC besides batches. Nothing here throws. */

const Instant = v.pipe(v.number(), v.safeInteger());
const Account = v.pipe(v.string(), v.minLength(1), v.maxLength(320));
/** Names of networks and clients are short in baselines. */
const Name = v.pipe(v.string(), v.maxLength(64));
const Verdict = v.object({
  verdict: v.picklist(['expected', 'intrusion']),
  detections: v.array(DetectionId),
  fromMs: Instant,
  toMs: Instant,
  untilMs: v.exactOptional(Instant),
  fingerprints: v.exactOptional(v.pipe(v.array(v.object({ network: Name, client: Name })), v.maxLength(100))),
});

export const isAccount = (input: unknown): input is string => v.is(Account, input);

/** Undefined for what is no verdict: it would stay in the journal for every replay. */
export function readVerdict(input: unknown): BaselineVerdict | undefined {
  const read = v.safeParse(Verdict, input);
  return read.success ? read.output : undefined;
}
