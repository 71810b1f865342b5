import { DETECTION_IDS } from '../../domain/finding.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { FindingDraft } from '../detection.ts';
import { CALM_FACTOR, CRITICAL_REPEAT_FACTOR, MAX_RAISED, REPEAT_FACTOR, REPEAT_HOURS } from './constants.ts';
import { directionOf, type Raised, type StorageHabit } from './habit.ts';
import type { Saying } from './saying.ts';
import type { Sighting } from './sighting.ts';

/** Says a thing once, and again when it got graver or multiplied (by four; by one and a half where it is critical), or after three days of silence. */
export function admit(
  habit: StorageHabit,
  saying: Saying,
  sighting: Sighting,
): { readonly habit: StorageHabit; readonly draft?: FindingDraft } {
  const { store, hour } = sighting.transfer;
  const severity = quietened(habit, saying.severity, sighting);
  const detection = DETECTION_IDS.indexOf(saying.detection);
  const rank = severityRank(severity);
  const level = Math.min(Number.MAX_SAFE_INTEGER, Math.round(saying.level));
  const index = habit.raised.findIndex((row) => row[0] === detection && row[1] === store);
  const last = habit.raised[index];
  const factor = severity === 'critical' ? CRITICAL_REPEAT_FACTOR : REPEAT_FACTOR;
  const isOld = last === undefined || Math.abs(hour - last[2]) > REPEAT_HOURS;
  const isNews = isOld || rank > last[4] || (level >= factor * last[3] && rank >= last[4]);
  const row: Raised = isNews
    ? [detection, store, isOld ? hour : Math.max(hour, last[2]), level, rank]
    : [detection, store, Math.max(hour, last[2]), last[3], last[4]];
  if (!isNews && row[2] === last[2]) return { habit };
  const raised =
    index < 0 ? [...habit.raised.slice(-(MAX_RAISED - 1)), row] : [...habit.raised.toSpliced(index, 1), row];
  const next = { ...habit, raised };
  return isNews
    ? { habit: next, draft: { detection: saying.detection, severity, ...saying.words() } }
    : { habit: next };
}

/** What an admin called expected is context, and opens no alert, up to four times of what was moved then. */
function quietened(habit: StorageHabit, severity: Severity, { transfer, totals, event }: Sighting): Severity {
  const today = Math.floor(event.timeMs / DAY_MS);
  const isCalm = habit.calm.some(
    ([store, kind, kilobytes, untilDay]) =>
      store === transfer.store &&
      directionOf(kind) === directionOf(transfer.kind) &&
      totals.kilobytes <= CALM_FACTOR * kilobytes &&
      (untilDay === 0 || today <= untilDay),
  );
  return isCalm ? 'info' : severity;
}
