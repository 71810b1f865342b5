import type { EnrichedStorage } from '../../domain/enriched-event.ts';
import { archiveParts } from '../archive-parts/archive-parts.ts';
import { automationClient } from '../automation-client/automation-client.ts';
import type { FindingDraft } from '../detection.ts';
import { externalShare } from '../external-share/external-share.ts';
import { massDownload } from '../mass-download/mass-download.ts';
import { newDestination } from '../new-destination/new-destination.ts';
import { takeoverThenExfiltration } from '../takeover-then-exfiltration/takeover-then-exfiltration.ts';
import { uploadBurst } from '../upload-burst/upload-burst.ts';
import { uploadDrip } from '../upload-drip/upload-drip.ts';
import { CHAIN_FLOOR_KB, DOWNLOAD_FLOOR_COUNT, DRIP_DAY_FLOOR_KB, HOLD_NATS, UPLOAD_FLOOR_COUNT } from './constants.ts';
import type { StorageContext } from './context.ts';
import { directionOf, type HourWindow, SHARE, type StorageHabit, UPLOAD } from './habit.ts';
import { isYoungStore } from './novelty.ts';
import { countInDay, countInWindow, readTransfer, type Transfer, uploadedThatDay } from './record.ts';
import { admit } from './repeat.ts';
import type { Saying } from './saying.ts';
import { look, type Sighting, totalsAround, type WindowTotals } from './sighting.ts';
import { settle } from './teach.ts';
import { trim } from './trim.ts';

const NO_FINDINGS: readonly FindingDraft[] = [];
/** Below this no detection looks at the number of objects. */
const SMALLEST_COUNT = Math.min(DOWNLOAD_FLOOR_COUNT, UPLOAD_FLOOR_COUNT);
/** What is kept of a judgement. */
const MAX_NATS = 99;

/** Judges a storage event against the habit, then learns from it: what is suspicious waits before it teaches. Pure. */
export function foldStorage(
  before: StorageHabit,
  event: EnrichedStorage,
  context: StorageContext,
): { readonly habit: StorageHabit; readonly findings: readonly FindingDraft[] } {
  const read = readTransfer(before, event);
  if (read === undefined) return { habit: before, findings: NO_FINDINGS };
  const { transfer } = read;
  const newestHour = Math.max(before.newestHour, transfer.hour);
  const { windows, index } = countInWindow(read.habit.windows, transfer, event.object);
  const counted: StorageHabit = { ...read.habit, newestHour, windows, days: countInDay(read.habit.days, transfer) };
  const window = windows[index];
  if (window === undefined) return { habit: counted, findings: NO_FINDINGS };
  const isNewRow = windows.length !== before.windows.length || newestHour !== before.newestHour;
  const totals = totalsAround(windows, window);
  if (!mayMatter(counted, transfer, totals, context)) {
    return { habit: isNewRow ? trim(settle(counted, transfer.hour)) : counted, findings: NO_FINDINGS };
  }
  const sighting = look(counted, event, context, transfer, totals);
  const { sayings, nats } = judge(sighting);
  let habit = nats > window[10] ? { ...counted, windows: windows.with(index, withNats(window, nats)) } : counted;
  const findings: FindingDraft[] = [];
  for (const saying of sayings) {
    const admitted = admit(habit, saying, sighting);
    habit = admitted.habit;
    if (admitted.draft !== undefined) findings.push(admitted.draft);
  }
  return { habit: isNewRow ? trim(settle(habit, transfer.hour)) : habit, findings };
}

/** Whether any detection could speak: most events are small, and go where the account always goes. */
function mayMatter(habit: StorageHabit, transfer: Transfer, totals: WindowTotals, context: StorageContext): boolean {
  const direction = directionOf(transfer.kind);
  if (direction === SHARE || totals.kilobytes >= CHAIN_FLOOR_KB || totals.count >= SMALLEST_COUNT) return true;
  if (transfer.tool !== 0 && habit.tools.some(([id, , , hours]) => id === transfer.tool && hours === 0)) return true;
  if (direction !== UPLOAD) return false;
  return (
    uploadedThatDay(habit.days, transfer) >= DRIP_DAY_FLOOR_KB ||
    isYoungStore(habit, transfer.store, context.accountFirstMs)
  );
}

function withNats(window: HourWindow, nats: number): HourWindow {
  const [store, kind, hour, kilobytes, count, first, last, volumes, volumeKilobytes, tool] = window;
  return [store, kind, hour, kilobytes, count, first, last, volumes, volumeKilobytes, tool, nats];
}

/** Runs the storage detections; `nats` is what keeps the window from teaching at once. */
function judge(sighting: Sighting): { readonly sayings: readonly Saying[]; readonly nats: number } {
  const burst = uploadBurst(sighting);
  const mass = massDownload(sighting);
  const share = externalShare(sighting);
  const chain = takeoverThenExfiltration(sighting);
  const sayings: Saying[] = [];
  for (const saying of [
    chain,
    burst.saying,
    mass.saying,
    share.saying,
    uploadDrip(sighting),
    archiveParts(sighting),
    automationClient(sighting),
    newDestination(sighting),
  ]) {
    if (saying !== undefined) sayings.push(saying);
  }
  const nats = Math.max(burst.nats, mass.nats, share.nats, chain === undefined ? 0 : HOLD_NATS);
  return { sayings, nats: Math.min(MAX_NATS, Math.floor(nats)) };
}
