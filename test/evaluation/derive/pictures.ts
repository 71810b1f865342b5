import { closeSync, openSync, writeSync } from 'node:fs';
import { emptyHoursHabit, insertByStart, learnSession, logDensityAt } from '../../../src/detection/hours/habit.ts';
import { DIVERGENCE_TO_ASK } from '../../../src/detection/operator-zone-shift/constants.ts';
import { CHANNELS, HOURS, hourPicture, SCALARS } from '../../../src/detection/operator-zone-shift/hour-picture.ts';
import { hoursApart } from '../../../src/detection/operator-zone-shift/hours-apart.ts';
import type { ChronotypeTables } from '../../../src/statistics/chronotypes.ts';
import type { Sample } from './takeovers.ts';

/** What stands before each picture in a file of them; the same list is in shift_network.py. */
export const META = ['life', 'kind', 'fold', 'mode', 'index', 'strangers', 'hoursEast', 'isAsked', 'homeMinutes'];
const KINDS = { owner: 0, instead: 1, beside: 2, reversed: 3 } as const;
const MODES = { account: 0, stream: 1 } as const;
const ROW = META.length + CHANNELS * HOURS + SCALARS;
const ROWS_A_WRITE = 4096;

/** Which sessions of a life are shown: their index, and how many the stranger has had by then. */
export type Wanted = (sample: Sample, index: number, strangers: number) => boolean;

/** Writes the pictures of lives as 32-bit floats, row after row. @returns how many */
export function writePictures(
  path: string,
  tables: ChronotypeTables,
  samples: Iterable<Sample>,
  isWanted: Wanted,
): number {
  const file = openSync(path, 'w');
  const buffer = new Float32Array(ROWS_A_WRITE * ROW);
  let filled = 0;
  let rows = 0;
  let life = 0;
  const flush = (): void => {
    writeSync(file, Buffer.from(buffer.buffer, 0, filled * ROW * 4));
    filled = 0;
  };
  for (const sample of samples) {
    for (const row of picturesOf(tables, sample, life, isWanted)) {
      buffer.set(row, filled * ROW);
      filled += 1;
      rows += 1;
      if (filled === ROWS_A_WRITE) flush();
    }
    life += 1;
  }
  flush();
  closeSync(file);
  return rows;
}

/** Lives a life through the product's own habit, and takes a picture at each session that is wanted. */
export function* picturesOf(
  tables: ChronotypeTables,
  sample: Sample,
  life: number,
  isWanted: Wanted,
): Generator<Float32Array> {
  const isStream = sample.mode === 'stream';
  let habit = emptyHoursHabit;
  let strangers = 0;
  for (const [index, localMinute] of sample.localMinutes.entries()) {
    const isStranger = sample.isStranger[index] === true;
    if (isStranger) strangers += 1;
    const key = isStream && isStranger ? 1 : 0;
    if (isWanted(sample, index, strangers) && (!isStream || isStranger)) {
      const logDensity = logDensityAt(tables, habit, localMinute);
      const named = habit.keys.indexOf(key);
      const ring = insertByStart(habit.ring, [localMinute, named, logDensity, 0]);
      const isAsked = isStream || (logDensity < habit.nats && hoursApart(habit, ring) > DIVERGENCE_TO_ASK);
      const shown = isStream ? ring.filter((session) => session[1] === named) : ring;
      const { rows, scalars } = hourPicture(habit, shown);
      const row = new Float32Array(ROW);
      row.set([
        life,
        KINDS[sample.kind],
        sample.fold,
        MODES[sample.mode],
        index,
        strangers,
        sample.hoursEast,
        isAsked ? 1 : 0,
        sample.offsetMinutes,
      ]);
      row.set(rows, META.length);
      row.set(scalars, META.length + CHANNELS * HOURS);
      yield row;
    }
    const teaches = key === 1 ? 0 : 1;
    habit = learnSession(tables, habit, { zone: 'UTC', localMinute, key, offset: sample.offsetMinutes, teaches });
  }
}
