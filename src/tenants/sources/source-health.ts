import type { IntakeCounts, SourceHealth } from '../../domain/intake.ts';
import { REJECTING_SHARE } from '../constants.ts';

/**
 * One word on a source, from its last 48 hours and from whether a notice misses any of its streams: of a source that takes the
 * records of several vendors, one that broke must not hide behind the others.
 */
export function sourceHealth(hours: readonly IntakeCounts[], everSeen: boolean, isMissed: boolean): SourceHealth {
  if (!everSeen) return 'waiting';
  if (isMissed) return 'silent';
  const [read, rejected] = hours.reduce<[number, number]>(
    ([allRead, allRejected], counts) => [allRead + received(counts), allRejected + counts.rejected],
    [0, 0],
  );
  return read > 0 && rejected / read > REJECTING_SHARE ? 'rejecting' : 'healthy';
}

const received = (counts: IntakeCounts) => counts.accepted + counts.duplicates + counts.passedOver + counts.rejected;
