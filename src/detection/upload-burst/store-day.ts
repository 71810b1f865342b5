import { predictiveNats } from '../../statistics/log-predictive.ts';
import {
  FOLDER_DAY_KB,
  FOLDER_NATS,
  FOLDER_UPLOADS,
  MINIMUM_SIZE_NATS,
  NEW_STORE_DAY_FLOOR_KB,
} from '../exfiltration/constants.ts';
import { expectDayBytes } from '../exfiltration/expectation.ts';
import { directionOf, handlerOf, SYNC, UPLOAD } from '../exfiltration/habit.ts';
import { uploadedThatDay } from '../exfiltration/record.ts';
import type { Sighting } from '../exfiltration/sighting.ts';

/** What went to a store on the event's UTC day. */
export interface StoreDay {
  readonly kilobytes: number;
  /** Uploads of the day's hours that are still open: the last six at least, so that a long day counts too few. */
  readonly count: number;
  /** How surprising a day of so many bytes is. */
  readonly nats: number;
  /** What it says that they are many files and the store is new. */
  readonly folderNats: number;
  /** A busy day of the account in kilobytes; 0 where there was none. */
  readonly busyKilobytes: () => number;
}

/** Undefined where nothing is new but the network, tool or packing, the day small or ordinary, or a sync client sends: it spreads over hours whatever it copies. */
export function storeDay(sighting: Sighting): StoreDay | undefined {
  const { transfer, novelty } = sighting;
  if (handlerOf(transfer.kind) === SYNC) return undefined;
  if (novelty.store > 0) return newStoreDay(sighting);
  return novelty.total === 0 ? familiarDay(sighting) : undefined;
}

function newStoreDay(sighting: Sighting): StoreDay | undefined {
  const { habit, transfer, totals } = sighting;
  const kilobytes = uploadedThatDay(habit.days, transfer);
  if (kilobytes < NEW_STORE_DAY_FLOOR_KB) return undefined;
  return judgeDay(sighting, kilobytes, isFolder(kilobytes, totals.count) ? FOLDER_NATS : 0);
}

/** A folder's worth to the store of every day: it may be sent in pieces, none of which is a burst. */
function familiarDay(sighting: Sighting): StoreDay | undefined {
  const { habit, transfer, totals } = sighting;
  const kilobytes = uploadedThatDay(habit.days, transfer);
  return isFolder(kilobytes, totals.count) ? judgeDay(sighting, kilobytes, 0) : undefined;
}

const isFolder = (dayKilobytes: number, count: number): boolean =>
  dayKilobytes >= FOLDER_DAY_KB && count >= FOLDER_UPLOADS;

function judgeDay({ habit, transfer }: Sighting, kilobytes: number, folderNats: number): StoreDay | undefined {
  const { predictive, busy } = expectDayBytes(habit, transfer.store);
  const nats = predictiveNats(predictive, kilobytes);
  if (nats < MINIMUM_SIZE_NATS) return undefined;
  const count = habit.windows
    .filter(([store, kind, hour]) => isUploadOfDay(kind, hour, transfer.day) && store === transfer.store)
    .reduce((sum, window) => sum + window[4], 0);
  return { kilobytes, count, nats, folderNats, busyKilobytes: busy };
}

const isUploadOfDay = (kind: number, hour: number, day: number): boolean =>
  directionOf(kind) === UPLOAD && Math.floor(hour / 24) === day;
