import {
  FAMILIAR_ALLOWANCE_NATS,
  FAMILIAR_FLOOR_KB,
  MINIMUM_SIZE_NATS,
  UPLOAD_FLOOR_COUNT,
  UPLOAD_FLOOR_KB,
} from '../exfiltration/constants.ts';
import { bytesEvidence } from '../exfiltration/evidence.ts';
import { directionOf, UPLOAD } from '../exfiltration/habit.ts';
import { movedWords, noveltyWords, type Saying, scoreOf, severityOf, usualWords } from '../exfiltration/saying.ts';
import { fillsOwnFolder, judgeSize, type Sighting, type SizeJudgement } from '../exfiltration/sighting.ts';
import { sentence, sizeWords } from '../exfiltration/words.ts';
import { type NewStoreDay, newStoreDay } from './new-store-day.ts';

const FLOORS = { kilobytes: UPLOAD_FLOOR_KB, count: UPLOAD_FLOOR_COUNT };

/** Nats of an upload window: its size, or that of its day, against the habit, and what is new about it. 0 where the size is ordinary. */
function uploadNats({ novelty }: Sighting, size: SizeJudgement, day: NewStoreDay | undefined): number {
  const nats = Math.max(size.nats, day?.nats ?? 0);
  if (nats < MINIMUM_SIZE_NATS) return 0;
  if (novelty.total === 0) return Math.max(0, nats - FAMILIAR_ALLOWANCE_NATS);
  return nats + novelty.total + (day?.folderNats ?? 0);
}

/** Whether the owner is believed: his sync client fills its folder, or he sends where he always sends, as he always does, no great deal. */
function isOwnWork(sighting: Sighting): boolean {
  const { novelty, totals } = sighting;
  if (fillsOwnFolder(sighting)) return true;
  return novelty.total === 0 && totals.kilobytes > 0 && totals.kilobytes < FAMILIAR_FLOOR_KB;
}

/** Bytes to a store far above the account's habit, within two neighbouring hours, or to a new store within a day. */
export function uploadBurst(sighting: Sighting): { readonly saying?: Saying; readonly nats: number } {
  const { transfer, totals } = sighting;
  const isLarge = totals.kilobytes >= FLOORS.kilobytes || totals.count >= FLOORS.count;
  if (directionOf(transfer.kind) !== UPLOAD || !isLarge) return { nats: 0 };
  const size = judgeSize(sighting, FLOORS);
  const day = newStoreDay(sighting);
  const nats = uploadNats(sighting, size, day);
  const judged = severityOf(nats);
  if (judged === undefined) return { nats };
  const saying: Saying = {
    detection: 'upload-burst',
    severity: isOwnWork(sighting) ? 'low' : judged,
    level: Math.max(totals.kilobytes, totals.count),
    words: () => {
      const usual = usualWords(size, totals.kilobytes === 0);
      const clauses = [movedWords(sighting), usual, ...dayWords(size, day), ...noveltyWords(sighting)];
      return {
        score: scoreOf(nats),
        summary: `${sentence(clauses.join('; '))}.`,
        evidence: bytesEvidence(sighting, size),
      };
    },
  };
  return { saying, nats };
}

/** "3.4 GB there on that day, a busy day of this account moves 46 MB": said where the day surprises more than its hours. */
function dayWords(size: SizeJudgement, day: NewStoreDay | undefined): readonly string[] {
  if (day === undefined || day.nats <= size.nats) return [];
  const busy = day.busyKilobytes();
  const usual = busy === 0 ? '' : `, a busy day of this account moves ${sizeWords(busy)}`;
  return [`${sizeWords(day.kilobytes)} there on that day${usual}`];
}
