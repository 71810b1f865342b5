import { expect, test } from 'vitest';
import { TRIM_BYTES } from './constants.ts';
import { emptyStorageHabit, type Held, type StorageHabit } from './habit.ts';
import { trim } from './trim.ts';

test('of what waits, the newest of the crowd goes first, not what has waited longest', () => {
  const held: readonly Held[] = [
    [1, 0, 400_000, 900_000, 12, 0],
    [0, 0, 400_024, 900_000, 12, 0],
    [0, 0, 400_048, 900_000, 12, 0],
  ];
  const habit: StorageHabit = {
    ...emptyStorageHabit,
    stores: [[0, 'dropbox.com', 1, 2, '']],
    tools: Array.from({ length: 4 }, (_, id) => [id + 1, 'curl', 1, 1] as const),
    streams: Array.from({ length: 9 }, (_, kind) => [0, kind, 1, '', ''] as const),
    windows: Array.from({ length: 6 }, (_, hour) => [0, 0, hour, 1, 1, 0, 0, 0, 0, 0, 0] as const),
    held,
  };
  const spare = TRIM_BYTES - JSON.stringify(habit).length;
  const full: StorageHabit = { ...habit, stores: [[0, 'dropbox.com', 1, 2, '0'.repeat(spare + 1)]] };
  expect(trim(full).held).toEqual(held.slice(0, 2));
});
