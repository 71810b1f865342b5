import { MINIMUM_SIZE_NATS, UPLOAD_FLOOR_COUNT, UPLOAD_FLOOR_KB } from '../exfiltration/constants.ts';
import { bytesEvidence } from '../exfiltration/evidence.ts';
import { directionOf, UPLOAD } from '../exfiltration/habit.ts';
import { movedWords, noveltyWords, type Saying, scoreOf, severityOf, usualWords } from '../exfiltration/saying.ts';
import { fillsOwnFolder, judgeSize, type Sighting } from '../exfiltration/sighting.ts';
import { sentence } from '../exfiltration/words.ts';

const FLOORS = { kilobytes: UPLOAD_FLOOR_KB, count: UPLOAD_FLOOR_COUNT };

/** Nats of an upload window: its size against the habit, and what is new about it. 0 where the size is ordinary. */
export function uploadNats(sighting: Sighting): { readonly nats: number; readonly size: ReturnType<typeof judgeSize> } {
  const size = judgeSize(sighting, FLOORS);
  return { nats: size.nats < MINIMUM_SIZE_NATS ? 0 : size.nats + sighting.novelty.total, size };
}

/** Bytes to a store far above the account's habit, within two neighbouring hours. */
export function uploadBurst(sighting: Sighting): { readonly saying?: Saying; readonly nats: number } {
  const { transfer, totals } = sighting;
  const isLarge = totals.kilobytes >= FLOORS.kilobytes || totals.count >= FLOORS.count;
  if (directionOf(transfer.kind) !== UPLOAD || !isLarge) return { nats: 0 };
  const { nats, size } = uploadNats(sighting);
  const judged = severityOf(nats);
  if (judged === undefined) return { nats };
  const saying: Saying = {
    detection: 'upload-burst',
    severity: fillsOwnFolder(sighting) ? 'low' : judged,
    level: Math.max(totals.kilobytes, totals.count),
    words: () => {
      const clauses = [movedWords(sighting), usualWords(size, totals.kilobytes === 0), ...noveltyWords(sighting)];
      return {
        score: scoreOf(nats),
        summary: `${sentence(clauses.join('; '))}.`,
        evidence: bytesEvidence(sighting, size),
      };
    },
  };
  return { saying, nats };
}
