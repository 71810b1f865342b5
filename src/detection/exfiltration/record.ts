import type { Client, EnrichedStorage } from '../../domain/enriched-event.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import { label } from '../label.ts';
import { archiveName, sameSize } from './archive-volume.ts';
import { MAX_COUNT, MAX_KB, MAX_TOOLS, NAME_BYTES } from './constants.ts';
import {
  type Day,
  DOWNLOAD,
  type HourWindow,
  type Kind,
  kindOf,
  PERSON,
  SHARE,
  type StorageHabit,
  SYNC,
  TOOL,
  type Tool,
  UPLOAD,
} from './habit.ts';
import { freeId, nameStore } from './stores.ts';

/** A storage event in the habit's units. */
export interface Transfer {
  readonly store: number;
  readonly tool: number;
  readonly kind: Kind;
  readonly hour: number;
  readonly day: number;
  readonly minute: number;
  readonly kilobytes: number;
  readonly count: number;
}

/** Sync and desktop clients copy whole folders as their trade. */
const SYNC_CLIENT = /\b(?:sync|desktop|drive|icloud|backup)\b/i;

/** Upload, download, or sharing outward; undefined for what takes nothing out (deleting, sharing inside). */
function direction(event: EnrichedStorage): number | undefined {
  if (event.operation === 'upload') return UPLOAD;
  if (event.operation === 'download') return DOWNLOAD;
  return event.operation === 'share' && event.external === true ? SHARE : undefined;
}

const handlers = new WeakMap<Client, number>();

/** Enrichment hands out the same object for the same user agent, so that its name is read once. */
function handler({ client }: EnrichedStorage): number {
  const known = handlers.get(client);
  if (known !== undefined) return known;
  const by = client.automation ? TOOL : SYNC_CLIENT.test(client.family) ? SYNC : PERSON;
  handlers.set(client, by);
  return by;
}

/** Names the event's store and tool in the habit and reads its numbers; undefined for events that take nothing out. */
export function readTransfer(
  habit: StorageHabit,
  event: EnrichedStorage,
): { readonly habit: StorageHabit; readonly transfer: Transfer } | undefined {
  const towards = direction(event);
  if (towards === undefined) return undefined;
  const by = handler(event);
  const hour = Math.floor(event.timeMs / HOUR_MS);
  const day = Math.floor(event.timeMs / DAY_MS);
  const minute = Math.floor(event.timeMs / MINUTE_MS) - hour * 60;
  const { habit: withStore, id: store } = nameStore(habit, event.service, day);
  const { habit: named, id: tool } =
    by === TOOL ? nameTool(withStore, event.client.family, day) : { habit: withStore, id: 0 };
  const kilobytes = Math.min(MAX_KB, Math.ceil((event.bytes ?? 0) / 1000));
  const count = Math.min(MAX_COUNT, Math.max(1, event.count ?? 1));
  return { habit: named, transfer: { store, tool, kind: kindOf(towards, by), hour, day, minute, kilobytes, count } };
}

function nameTool(habit: StorageHabit, family: string, day: number): { habit: StorageHabit; id: number } {
  const name = label(family, NAME_BYTES);
  const known = habit.tools.find((tool) => tool[1] === name);
  if (known !== undefined) return { habit, id: known[0] };
  const [fewest] = habit.tools.toSorted((one, other) => one[3] - other[3] || one[2] - other[2]);
  const kept = habit.tools.length < MAX_TOOLS ? habit.tools : habit.tools.filter((tool) => tool !== fewest);
  const tool: Tool = [freeId(kept, 1), name, day, 0];
  return { habit: { ...habit, tools: [...kept, tool] }, id: tool[0] };
}

/** The windows with the event counted in its UTC hour; `index` is that hour's place in them. */
export function countInWindow(
  windows: readonly HourWindow[],
  transfer: Transfer,
  object: string | undefined,
): { readonly windows: readonly HourWindow[]; readonly index: number } {
  const { store, kind, hour, minute, kilobytes, count, tool } = transfer;
  const index = windows.findIndex((window) => window[2] === hour && window[0] === store && window[1] === kind);
  const before = windows[index] ?? [store, kind, hour, 0, 0, minute, minute, 0, 0, tool, 0];
  const [volumes, volumeKilobytes] = countVolume(before[7], before[8], kilobytes, object);
  const after: HourWindow = [
    store,
    kind,
    hour,
    Math.min(MAX_KB, before[3] + kilobytes),
    Math.min(MAX_COUNT, before[4] + count),
    Math.min(before[5], minute),
    Math.max(before[6], minute),
    volumes,
    volumeKilobytes,
    tool === 0 ? before[9] : tool,
    before[10],
  ];
  if (index < 0) return { windows: [...windows, after], index: windows.length };
  return { windows: windows.with(index, after), index };
}

/** Volumes of a series so far; a numbered archive is one of them only beside a neighbour of its size. */
function countVolume(
  volumes: number,
  volumeKilobytes: number,
  kilobytes: number,
  object: string | undefined,
): readonly [volumes: number, volumeKilobytes: number] {
  const name = archiveName(object);
  if (name === 'none') return [volumes, volumeKilobytes];
  if (name === 'volume') return [Math.min(MAX_COUNT, volumes + 1), kilobytes];
  const isNext = sameSize(kilobytes, volumeKilobytes);
  return [isNext ? Math.min(MAX_COUNT, Math.max(1, volumes) + 1) : volumes, kilobytes];
}

/** Uploads and downloads of a store on a UTC day, with the event added. */
export function countInDay(days: readonly Day[], transfer: Transfer): readonly Day[] {
  const direction = Math.floor(transfer.kind / 3);
  if (direction === SHARE || transfer.kilobytes === 0) return days;
  const up = direction === UPLOAD ? transfer.kilobytes : 0;
  const place = placeOf(days, transfer.day);
  for (let index = place - 1; index >= 0; index -= 1) {
    const row = days[index];
    if (row === undefined || row[0] !== transfer.day) break;
    if (row[1] === transfer.store) return days.with(index, added(row, up, transfer.kilobytes - up));
  }
  const row = added([transfer.day, transfer.store, 0, 0], up, transfer.kilobytes - up);
  return place === days.length ? [...days, row] : days.toSpliced(place, 0, row);
}

/** Kilobytes uploaded to the transfer's store on its day. */
export function uploadedThatDay(days: readonly Day[], transfer: Transfer): number {
  return days.find(([day, store]) => day === transfer.day && store === transfer.store)?.[2] ?? 0;
}

/** Behind the last row of the day or of an earlier one; nearly always the end. */
function placeOf(days: readonly Day[], day: number): number {
  let place = days.length;
  while (place > 0 && (days[place - 1]?.[0] ?? 0) > day) place -= 1;
  return place;
}

const added = ([day, store, upload, download]: Day, up: number, down: number): Day => [
  day,
  store,
  Math.min(MAX_KB, upload + up),
  Math.min(MAX_KB, download + down),
];
