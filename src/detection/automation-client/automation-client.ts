import { clientWords, noveltyEvidence } from '../exfiltration/evidence.ts';
import { directionOf, UPLOAD } from '../exfiltration/habit.ts';
import { type Saying, shortService } from '../exfiltration/saying.ts';
import type { Sighting } from '../exfiltration/sighting.ts';

/** A young account has no usual tools yet. */
const MINIMUM_TAUGHT_HOURS = 10;
const SCORE = 25;

/** First use of a tool that scripts drive (curl, rclone, …) with a store: context, never an alert alone. */
export function automationClient(sighting: Sighting): Saying | undefined {
  const { transfer, novelty, event } = sighting;
  if (novelty.tool === 0 || novelty.taughtHours < MINIMUM_TAUGHT_HOURS) return undefined;
  const isUpload = directionOf(transfer.kind) === UPLOAD;
  return {
    detection: 'automation-client',
    severity: isUpload ? 'low' : 'info',
    level: 1,
    words: () => ({
      score: SCORE,
      summary: `${clientWords(sighting)}, a tool that scripts use, ${isUpload ? 'uploads to' : 'reads from'} ${shortService(event.service)}; this account never used it before.`,
      evidence: noveltyEvidence(sighting, 'tool', event.client.family),
    }),
  };
}
