import { noveltyEvidence } from '../exfiltration/evidence.ts';
import { directionOf, UPLOAD } from '../exfiltration/habit.ts';
import { type Saying, shortService } from '../exfiltration/saying.ts';
import type { Sighting } from '../exfiltration/sighting.ts';
import { countWords, sizeWords, spanWords } from '../exfiltration/words.ts';

const SCORE = 35;

/** Numbered archive volumes of one size leave for a store: packed for transport. Context that raises the odds of a burst. */
export function archiveParts(sighting: Sighting): Saying | undefined {
  const { transfer, novelty, event, totals } = sighting;
  if (directionOf(transfer.kind) !== UPLOAD || novelty.archive === 0) return undefined;
  return {
    detection: 'archive-parts',
    severity: 'low',
    level: totals.volumes,
    words: () => {
      const total = totals.kilobytes > 0 ? ` (${sizeWords(totals.kilobytes)} in all)` : '';
      const volumes = countWords(totals.volumes, 'numbered archive volume');
      return {
        score: SCORE,
        summary: `${volumes} of one size${total} went to ${shortService(event.service)} ${spanWords(totals.firstMs, totals.lastMs)}.`,
        evidence: noveltyEvidence(sighting, 'archive', event.object ?? 'archive volumes'),
      };
    },
  };
}
