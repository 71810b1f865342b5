import { MAX_STORES, UPLOAD_FLOOR_KB } from '../exfiltration/constants.ts';
import { clientWords, noveltyEvidence } from '../exfiltration/evidence.ts';
import { directionOf, handlerOf, TOOL, UPLOAD } from '../exfiltration/habit.ts';
import { type Saying, shortService } from '../exfiltration/saying.ts';
import type { Sighting } from '../exfiltration/sighting.ts';
import { sizeWords } from '../exfiltration/words.ts';

/** A young account has no usual stores yet. */
const MINIMUM_TAUGHT_HOURS = 10;
const SCORE = 20;

/** First uploads to a store: context, never an alert alone. */
export function newDestination(sighting: Sighting): Saying | undefined {
  const { habit, transfer, novelty, event, totals } = sighting;
  if (directionOf(transfer.kind) !== UPLOAD || novelty.store === 0) return undefined;
  // An account with more stores than are remembered meets one of them anew every day.
  if (novelty.taughtHours < MINIMUM_TAUGHT_HOURS || habit.stores.length >= MAX_STORES) return undefined;
  const isNotable = totals.kilobytes >= UPLOAD_FLOOR_KB || handlerOf(transfer.kind) === TOOL;
  return {
    detection: 'new-destination',
    severity: isNotable ? 'low' : 'info',
    level: 1,
    words: () => {
      const moved = totals.kilobytes > 0 ? `, ${sizeWords(totals.kilobytes)} so far` : '';
      return {
        score: SCORE,
        summary: `First uploads of this account to ${shortService(event.service)}, by ${clientWords(sighting)}${moved}.`,
        evidence: noveltyEvidence(sighting, 'store', event.service),
      };
    },
  };
}
