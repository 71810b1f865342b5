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
import { HOLD_NATS } from './constants.ts';
import type { StorageContext } from './context.ts';
import type { HourWindow, StorageHabit } from './habit.ts';
import { countInDay, countInWindow, readTransfer } from './record.ts';
import { admit } from './repeat.ts';
import type { Saying } from './saying.ts';
import { look, type Sighting } from './sighting.ts';
import { settle } from './teach.ts';

const HOLD_BITS = 99;

/** Judges a storage event against the habit, then learns from it: what is suspicious waits before it teaches. Pure. */
export function foldStorage(
  before: StorageHabit,
  event: EnrichedStorage,
  context: StorageContext,
): { readonly habit: StorageHabit; readonly findings: readonly FindingDraft[] } {
  const read = readTransfer(before, event);
  if (read === undefined) return { habit: before, findings: [] };
  const { transfer } = read;
  const newestHour = Math.max(before.newestHour, transfer.hour);
  const { windows, index } = countInWindow(read.habit.windows, transfer, event.object);
  const counted: StorageHabit = { ...read.habit, newestHour, windows, days: countInDay(read.habit.days, transfer) };
  const window = windows[index];
  if (window === undefined) return { habit: counted, findings: [] };
  const sighting = look(counted, event, context, transfer, window);
  const { sayings, nats } = judge(sighting);
  let habit = nats > window[10] ? { ...counted, windows: windows.with(index, withNats(window, nats)) } : counted;
  const findings: FindingDraft[] = [];
  for (const saying of sayings) {
    const admitted = admit(habit, saying, sighting);
    habit = admitted.habit;
    if (admitted.draft !== undefined) findings.push(admitted.draft);
  }
  const isNewRow = windows.length !== before.windows.length || newestHour !== before.newestHour;
  return { habit: isNewRow ? settle(habit) : habit, findings };
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
  const sayings = [
    chain,
    burst.saying,
    mass.saying,
    share.saying,
    uploadDrip(sighting),
    archiveParts(sighting),
    automationClient(sighting),
    newDestination(sighting),
  ].filter((saying) => saying !== undefined);
  const nats = Math.max(burst.nats, mass.nats, share.nats, chain === undefined ? 0 : HOLD_NATS);
  return { sayings, nats: Math.min(HOLD_BITS, Math.floor(nats)) };
}
