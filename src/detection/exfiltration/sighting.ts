import type { EnrichedStorage } from '../../domain/enriched-event.ts';
import { severityRank } from '../../domain/severity.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { predictiveNats } from '../../statistics/log-predictive.ts';

import type { StorageContext } from './context.ts';
import { expectHourBytes, expectHourCount } from './expectation.ts';
import { type HourWindow, handlerOf, type StorageHabit, SYNC } from './habit.ts';
import { judgeNovelty, type Novelty } from './novelty.ts';
import type { Transfer } from './record.ts';

/** Totals over the event's UTC hour and the neighbouring one, so that a burst across the full hour is not halved. */
export interface WindowTotals {
  readonly kilobytes: number;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly volumes: number;
}

/** What the detections look at: one storage event, the hours around it, the habit that it is compared with. */
export interface Sighting {
  /** With the event counted in its window and day, not yet taught. */
  readonly habit: StorageHabit;
  readonly event: EnrichedStorage;
  readonly context: StorageContext;
  readonly transfer: Transfer;
  readonly totals: WindowTotals;
  readonly novelty: Novelty;
}

export function look(
  habit: StorageHabit,
  event: EnrichedStorage,
  context: StorageContext,
  transfer: Transfer,
  totals: WindowTotals,
): Sighting {
  const novelty = judgeNovelty(
    habit,
    { store: transfer.store, tool: transfer.tool, volumes: totals.volumes },
    event,
    context,
  );
  return { habit, event, context, transfer, totals, novelty };
}

export function totalsAround(windows: readonly HourWindow[], window: HourWindow): WindowTotals {
  let neighbour: HourWindow | undefined;
  for (const other of windows) {
    const adjacent = Math.abs(other[2] - window[2]) === 1 && other[0] === window[0] && other[1] === window[1];
    if (adjacent && (neighbour === undefined || other[3] > neighbour[3])) neighbour = other;
  }
  const [, , hour, kilobytes, count, first, last, volumes] = window;
  const firstMs = (hour * 60 + first) * MINUTE_MS;
  const lastMs = (hour * 60 + last) * MINUTE_MS;
  if (neighbour === undefined) return { kilobytes, count, firstMs, lastMs, volumes };
  return {
    kilobytes: kilobytes + neighbour[3],
    count: count + neighbour[4],
    firstMs: Math.min(firstMs, (neighbour[2] * 60 + neighbour[5]) * MINUTE_MS),
    lastMs: Math.max(lastMs, (neighbour[2] * 60 + neighbour[6]) * MINUTE_MS),
    volumes: volumes + neighbour[7],
  };
}

/** Data centres and anonymisers: where an operator's exit node stands, and few owners sit. */
export const isUnhomely = ({ event: { network } }: Sighting): boolean =>
  network.kind === 'hosting' || network.kind === 'vpn';

/** The same, where the account itself hardly sits there. */
export const isFromExitNode = (sighting: Sighting): boolean => isUnhomely(sighting) && sighting.novelty.network > 0;

/** A sync client is believed to fill a folder unless its session is gravely suspicious: a doubt about the hours is not enough. */
const isGravelySuspicious = ({ suspicion }: StorageContext): boolean =>
  suspicion.some(({ severity }) => severityRank(severity) >= severityRank('high'));

/** A sync client that copies a folder, as it does on a new laptop or from a new place; not from a data centre that the account hardly uses. */
export function fillsFolder(sighting: Sighting): boolean {
  const { transfer, context } = sighting;
  return handlerOf(transfer.kind) === SYNC && !isFromExitNode(sighting) && !isGravelySuspicious(context);
}

/**
 * The same towards a store that the account knows: what it sends stays where the account's files are anyway. A sync client packs no
 * volumes, and since anybody can call himself one, it is believed from a new place only where the account has shown it before.
 */
export function fillsOwnFolder(sighting: Sighting): boolean {
  const { novelty, habit, transfer, context } = sighting;
  if (novelty.store > 0 || novelty.archive > 0 || !fillsFolder(sighting)) return false;
  return novelty.network === 0 || !context.newClient || hasSynced(habit, transfer.store);
}

const hasSynced = ({ streams }: StorageHabit, store: number): boolean =>
  streams.some(([id, kind]) => id === store && handlerOf(kind) === SYNC);

/** How surprising the window's size is, and what a busy window of the account is. */
export interface SizeJudgement {
  readonly nats: number;
  /** That of the bytes alone; 0 below their floor and where no sizes are told. */
  readonly bytesNats: number;
  readonly busyKilobytes: () => number;
  readonly busyCount: () => number;
}

/** By bytes and by objects, whichever surprises more; each only above its floor. */
export function judgeSize(
  sighting: Sighting,
  floors: { readonly kilobytes: number; readonly count: number },
): SizeJudgement {
  const { habit, transfer, totals } = sighting;
  const bytes = expectHourBytes(habit, transfer.store, transfer.kind);
  const objects = expectHourCount(habit, transfer.store, transfer.kind);
  const byBytes = totals.kilobytes >= floors.kilobytes ? predictiveNats(bytes.predictive, totals.kilobytes) : 0;
  const byCount = totals.count >= floors.count ? predictiveNats(objects.predictive, totals.count) : 0;
  return { nats: Math.max(byBytes, byCount), bytesNats: byBytes, busyKilobytes: bytes.busy, busyCount: objects.busy };
}
