import { UPLOAD_FLOOR_KB } from '../exfiltration/constants.ts';
import { clientWords, noveltyEvidence } from '../exfiltration/evidence.ts';
import { directionOf, handlerOf, TOOL, UPLOAD } from '../exfiltration/habit.ts';
import type { Saying } from '../exfiltration/saying.ts';
import type { Sighting } from '../exfiltration/sighting.ts';
import { sizeWords } from '../exfiltration/words.ts';

/** A young account has no usual stores yet. */
const MINIMUM_TAUGHT_HOURS = 10;
const SCORE = 20;

/** First uploads to a store: context, never an alert alone. */
export function newDestination(sighting: Sighting): Saying | undefined {
  const { transfer, novelty, event, totals } = sighting;
  if (directionOf(transfer.kind) !== UPLOAD || novelty.store === 0) return undefined;
  if (novelty.taughtHours < MINIMUM_TAUGHT_HOURS) return undefined;
  const isNotable = totals.kilobytes >= UPLOAD_FLOOR_KB || handlerOf(transfer.kind) === TOOL;
  const moved = totals.kilobytes > 0 ? `, ${sizeWords(totals.kilobytes)} so far` : '';
  return {
    level: 1,
    draft: {
      detection: 'new-destination',
      severity: isNotable ? 'low' : 'info',
      score: SCORE,
      summary: `First uploads of this account to ${event.service.slice(0, 60)}, by ${clientWords(sighting)}${moved}.`,
      evidence: noveltyEvidence(sighting, 'store', event.service),
    },
  };
}
