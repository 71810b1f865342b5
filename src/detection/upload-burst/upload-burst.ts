import type { BytesEvidence } from '../../domain/evidence.ts';
import {
  FAMILIAR_ALLOWANCE_NATS,
  FAMILIAR_FLOOR_KB,
  MINIMUM_SIZE_NATS,
  UPLOAD_FLOOR_COUNT,
  UPLOAD_FLOOR_KB,
} from '../exfiltration/constants.ts';
import { bytesEvidence } from '../exfiltration/evidence.ts';
import { directionOf, UPLOAD } from '../exfiltration/habit.ts';
import { uploadedThatDay } from '../exfiltration/record.ts';
import { movedWords, noveltyWords, type Saying, scoreOf, severityOf, usualWords } from '../exfiltration/saying.ts';
import { fillsOwnFolder, judgeSize, type Sighting, type SizeJudgement } from '../exfiltration/sighting.ts';
import { sentence, sizeWords } from '../exfiltration/words.ts';
import { type StoreDay, storeDay } from './store-day.ts';

const FLOORS = { kilobytes: UPLOAD_FLOOR_KB, count: UPLOAD_FLOOR_COUNT };
/** The day's bytes are told as those of a window of so long. */
const DAY_MINUTES = 24 * 60;

/** Nats of an upload window: its size, or that of its day, against the habit, and what is new about it. 0 where the size is ordinary. */
function uploadNats({ novelty }: Sighting, size: SizeJudgement, day: StoreDay | undefined): number {
  const nats = Math.max(size.nats, day?.nats ?? 0);
  return nats < MINIMUM_SIZE_NATS ? 0 : nats + novelty.total + (day?.folderNats ?? 0);
}

/**
 * What is told of them where nothing is new. Telephones send photographs by the hundred: where the event tells its size, the number
 * says something only beside a great deal of bytes. The owner is believed a little, but not when a folder's worth went there that day.
 */
function familiarNats({ event, totals }: Sighting, size: SizeJudgement, day: StoreDay | undefined): number {
  const isCounted = event.bytes === undefined || totals.kilobytes >= FAMILIAR_FLOOR_KB;
  const nats = isCounted ? size.nats : size.bytesNats;
  return day === undefined ? nats - FAMILIAR_ALLOWANCE_NATS : Math.max(nats, day.nats);
}

/** Whether the owner is believed: his sync client fills its folder, or he sends where he always sends, as he always does, no great deal that day. */
function isOwnWork(sighting: Sighting): boolean {
  const { habit, transfer, novelty, event } = sighting;
  if (fillsOwnFolder(sighting)) return true;
  const isNoGreatDeal = event.bytes !== undefined && uploadedThatDay(habit.days, transfer) < FAMILIAR_FLOOR_KB;
  return novelty.total === 0 && isNoGreatDeal;
}

/**
 * Bytes to a store far above the account's habit, within two neighbouring hours, or within a day where the store is new or a folder's
 * worth went there. `nats` is what keeps the window from teaching: more than what is told where the owner is believed.
 */
export function uploadBurst(sighting: Sighting): { readonly saying?: Saying; readonly nats: number } {
  const { transfer, totals, novelty } = sighting;
  const isLarge = totals.kilobytes >= FLOORS.kilobytes || totals.count >= FLOORS.count;
  if (directionOf(transfer.kind) !== UPLOAD || !isLarge) return { nats: 0 };
  const size = judgeSize(sighting, FLOORS);
  const day = storeDay(sighting);
  const nats = uploadNats(sighting, size, day);
  const told = novelty.total === 0 ? familiarNats(sighting, size, day) : nats;
  const judged = severityOf(told);
  if (judged === undefined) return { nats };
  const larger = day !== undefined && day.kilobytes > totals.kilobytes ? day : undefined;
  const saying: Saying = {
    detection: 'upload-burst',
    severity: isOwnWork(sighting) ? 'low' : judged,
    level: Math.max(totals.kilobytes, totals.count, larger?.kilobytes ?? 0),
    words: () => {
      const usual = usualWords(size, totals.kilobytes === 0);
      const clauses = [movedWords(sighting), usual, ...dayWords(larger), ...noveltyWords(sighting)];
      return {
        score: scoreOf(told),
        summary: `${sentence(clauses.join('; '))}.`,
        evidence: { ...bytesEvidence(sighting, size), ...dayEvidence(larger) },
      };
    },
  };
  return { saying, nats };
}

/** "3.4 GB there on that day, a busy day of this account moves 46 MB": said where the day holds more than its hours. */
function dayWords(day: StoreDay | undefined): readonly string[] {
  if (day === undefined) return [];
  const busy = day.busyKilobytes();
  const usual = busy === 0 ? '' : `, a busy day of this account moves ${sizeWords(busy)}`;
  return [`${sizeWords(day.kilobytes)} there on that day${usual}`];
}

/** The day's numbers in place of the window's, so that a headline says what left. */
function dayEvidence(day: StoreDay | undefined): Partial<BytesEvidence> {
  if (day === undefined) return {};
  const { kilobytes, count } = day;
  return { windowMinutes: DAY_MINUTES, bytes: kilobytes * 1000, count, usualBytes: day.busyKilobytes() * 1000 };
}
