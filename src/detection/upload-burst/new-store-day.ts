import { predictiveNats } from '../../statistics/log-predictive.ts';
import {
  FOLDER_DAY_KB,
  FOLDER_NATS,
  FOLDER_UPLOADS,
  MINIMUM_SIZE_NATS,
  NEW_STORE_DAY_FLOOR_KB,
} from '../exfiltration/constants.ts';
import { expectDayBytes } from '../exfiltration/expectation.ts';
import { handlerOf, SYNC } from '../exfiltration/habit.ts';
import { uploadedThatDay } from '../exfiltration/record.ts';
import type { Sighting } from '../exfiltration/sighting.ts';

/** What went to a new store on the event's UTC day. */
export interface NewStoreDay {
  readonly kilobytes: number;
  /** How surprising a day of so many bytes is. */
  readonly nats: number;
  /** What it says that they are many files. */
  readonly folderNats: number;
  /** A busy day of the account in kilobytes; 0 where there was none. */
  readonly busyKilobytes: () => number;
}

/** Undefined where the store is known, the day small or ordinary, or a sync client sends: it spreads over hours whatever it copies. */
export function newStoreDay(sighting: Sighting): NewStoreDay | undefined {
  const { habit, transfer, totals, novelty } = sighting;
  if (novelty.store === 0 || handlerOf(transfer.kind) === SYNC) return undefined;
  const kilobytes = uploadedThatDay(habit.days, transfer);
  if (kilobytes < NEW_STORE_DAY_FLOOR_KB) return undefined;
  const { predictive, busy } = expectDayBytes(habit, transfer.store);
  const nats = predictiveNats(predictive, kilobytes);
  if (nats < MINIMUM_SIZE_NATS) return undefined;
  const isFolder = kilobytes >= FOLDER_DAY_KB && totals.count >= FOLDER_UPLOADS;
  return { kilobytes, nats, folderNats: isFolder ? FOLDER_NATS : 0, busyKilobytes: busy };
}
