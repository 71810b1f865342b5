import type { IntakeCounts, SourceHealth } from '../domain/intake.ts';
import { REJECTING_SHARE, SILENCE_FACTOR, SILENCE_FLOOR_HOURS, SILENCE_LEARNT_HOURS } from './constants.ts';

/**
 * One word on a source, from its last 48 hours (oldest first, the last one running).
 * Silence is judged against the source's own habit: the longest pause between two busy hours of these two days, so that
 * an office that sleeps at night and a weekend that is quiet are no news, and a forwarder that broke is.
 */
export function sourceHealth(hours: readonly IntakeCounts[], everSeen: boolean): SourceHealth {
  if (!everSeen) return 'waiting';
  const busy = hours.flatMap((counts, index) => (received(counts) > 0 ? [index] : []));
  if (isSilent(busy, hours.length)) return 'silent';
  const [read, rejected] = hours.reduce<[number, number]>(
    ([allRead, allRejected], counts) => [allRead + received(counts), allRejected + counts.rejected],
    [0, 0],
  );
  return read > 0 && rejected / read > REJECTING_SHARE ? 'rejecting' : 'healthy';
}

const received = (counts: IntakeCounts) => counts.accepted + counts.duplicates + counts.passedOver + counts.rejected;

function isSilent(busy: readonly number[], hours: number): boolean {
  const last = busy.at(-1);
  if (last === undefined) return true;
  if (busy.length < SILENCE_LEARNT_HOURS) return false;
  const pauses = busy.slice(1).map((hour, index) => hour - (busy[index] ?? hour));
  const quietHours = hours - 1 - last;
  return quietHours >= Math.max(SILENCE_FLOOR_HOURS, SILENCE_FACTOR * Math.max(...pauses));
}
