import { describe, expect, it } from 'vitest';
import { type Heard, HISTORY_HOURS, type History, remember, withoutPause } from './history.ts';
import { judgeSilence } from './silence.ts';

/** Monday 2026-10-05, 00:00 UTC. */
const MONDAY = Date.UTC(2026, 9, 5) / 3_600_000;
const WEEK = 168;

/** A small generator of our own, so that the lives are the same each time (Park and Miller 1988). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

type Life = (hour: number) => boolean;
const hourOfDay = (hour: number) => (hour - MONDAY + 24_000) % 24;
const isWorkday = (hour: number) => ((Math.floor((hour - MONDAY) / 24) % 7) + 7) % 7 < 5;

const steady: Life = () => true;
const office: Life = (hour) => isWorkday(hour) && hourOfDay(hour) >= 7 && hourOfDay(hour) < 17;
const daily: Life = (hour) => hourOfDay(hour) === 3;
const weekly: Life = (hour) => (hour - MONDAY) % WEEK === 50;
/** An office where now and then an hour stays empty, and somebody works late. */
const raggedOffice = (seed: number): Life => {
  const chance = chances(seed);
  return (hour) => chance() < (office(hour) ? 0.8 : isWorkday(hour) ? 0.05 : 0.02);
};
const sparse = (seed: number): Life => {
  const chance = chances(seed);
  return () => chance() < 0.3;
};
/** Busy for hours and quiet for hours. */
const bursty = (seed: number): Life => {
  const chance = chances(seed);
  let isOn = true;
  return () => {
    if (chance() < 0.2) isOn = !isOn;
    return isOn;
  };
};

interface Told {
  readonly at: number;
  readonly since: number;
}

/** Lives hour by hour as the Tenant's alarm does: what is noticed stands until something comes, and is not learned. */
function live(life: Life, hours: number): Told[] {
  const told: Told[] = [];
  let history: History | undefined;
  let isMissed = false;
  for (let hour = MONDAY; hour < MONDAY + hours; hour += 1) {
    const busy = new Set(life(hour) ? [hour] : []);
    if (busy.size > 0) isMissed = false;
    history = remember(history, { busy, knownFrom: hour, end: hour + 1, isMissed });
    const silence = busy.size === 0 && !isMissed && history ? judgeSilence(history) : undefined;
    if (history !== undefined && silence?.isUnusual === true) {
      isMissed = true;
      history = withoutPause(history);
      told.push({ at: hour + 1, since: silence.since });
    }
  }
  return told;
}

const until = (life: Life, breaks: number): Life => {
  return (hour) => life(hour) && hour < breaks;
};
/** Hours from when it broke until it was noticed. */
const delayOf = (life: Life, breaks: number): number | undefined => {
  const told = live(until(life, breaks), breaks - MONDAY + 3 * WEEK).find(({ at }) => at > breaks);
  return told && told.at - breaks;
};

describe('a source that goes on as ever', () => {
  it.each([
    ['never pauses', steady],
    ['works office hours', office],
    ['sends once a day', daily],
    ['sends once a week', weekly],
  ])('is never missed when it %s', (_, life) => {
    expect(live(life, 26 * WEEK)).toEqual([]);
  });

  it.each([
    ['a ragged office', raggedOffice, 2],
    ['a sparse one', sparse, 4],
    ['a bursty one', bursty, 4],
  ])('is hardly ever missed by chance: %s', { timeout: 60_000 }, (_, lifeOf, most) => {
    const years = 2;
    let told = 0;
    for (let seed = 1; seed <= years; seed += 1) told += live(lifeOf(seed * 7_919), 52 * WEEK).length;
    expect(told / years).toBeLessThanOrEqual(most);
  });
});

describe('a source that broke', () => {
  it('is missed two hours later when it never paused, from its second day on', () => {
    expect(delayOf(steady, MONDAY + 30)).toBe(2);
    expect(delayOf(steady, MONDAY + 6 * WEEK)).toBe(2);
  });

  it('is missed on Monday morning when it works office hours and broke on Friday evening', () => {
    const friday = MONDAY + 8 * WEEK + 4 * 24 + 17;
    const untilMondayAt7 = 2 * 24 + 14;
    expect(delayOf(office, friday)).toBe(untilMondayAt7 + 2);
    for (const seed of [1, 2, 3]) {
      const delay = delayOf(raggedOffice(seed), friday) ?? Number.POSITIVE_INFINITY;
      expect(delay).toBeGreaterThan(untilMondayAt7);
      expect(delay).toBeLessThanOrEqual(untilMondayAt7 + 8);
    }
  });

  it('is missed within hours in the middle of a working day, later while its habit is young', () => {
    expect(delayOf(office, MONDAY + 8 * WEEK + 9)).toBe(3);
    expect(delayOf(office, MONDAY + 2 * WEEK + 9)).toBeLessThanOrEqual(8);
    // In its first week nobody knows yet whether it works on a Tuesday.
    expect(delayOf(office, MONDAY + 24 + 9)).toBeGreaterThan(24);
  });

  it('is missed at its second turn when it sends once a day or once a week', () => {
    expect(delayOf(daily, MONDAY + 5 * WEEK)).toBe(24 + 4);
    expect(delayOf(weekly, MONDAY + 8 * WEEK)).toBe(WEEK + 51);
  });

  it('is missed as soon the next time: a silence that was noticed is no habit', () => {
    const broken: Life = (hour) => steady(hour) && !(hour >= MONDAY + 3 * WEEK && hour < MONDAY + 3 * WEEK + 60);
    const twice: Life = (hour) => broken(hour) && hour < MONDAY + 5 * WEEK;
    expect(live(twice, 5 * WEEK + 10)).toEqual([
      { at: MONDAY + 3 * WEEK + 2, since: MONDAY + 3 * WEEK },
      { at: MONDAY + 5 * WEEK + 2, since: MONDAY + 5 * WEEK },
    ]);
  });
});

describe('the history of a stream', () => {
  const heard = (more: Partial<Heard>): Heard => ({
    busy: new Set<number>(),
    knownFrom: 0,
    end: MONDAY,
    isMissed: false,
    ...more,
  });

  it('begins with the first hour that brought something, and the same hours again change nothing', () => {
    expect(remember(undefined, heard({}))).toBeUndefined();
    const first = remember(undefined, heard({ busy: new Set([MONDAY - 3]) }));
    expect(first).toEqual({ from: MONDAY - 3, marks: '100' });
    expect(remember(first, heard({ busy: new Set([MONDAY - 3]) }))).toEqual(first);
    // The running hour is not over.
    expect(remember(undefined, heard({ busy: new Set([MONDAY]) }))).toBeUndefined();
  });

  it('takes what is told late, and leaves open what nobody knows', () => {
    const first = remember(undefined, heard({ busy: new Set([MONDAY - 3]) }));
    expect(remember(first, heard({ busy: new Set([MONDAY - 1]) }))?.marks).toBe('101');
    const late = heard({ busy: new Set([MONDAY + 5]), knownFrom: MONDAY + 4, end: MONDAY + 7 });
    expect(remember(first, late)?.marks).toBe('100----010');
  });

  it('keeps eight weeks', () => {
    const busy = new Set(Array.from({ length: 3_000 }, (_, index) => MONDAY - 3_000 + index));
    const history = remember(undefined, heard({ busy }));
    expect(history).toEqual({ from: MONDAY - HISTORY_HOURS, marks: '1'.repeat(HISTORY_HOURS) });
    expect(remember(history, heard({ end: MONDAY + 2 }))?.marks).toBe(`${'1'.repeat(HISTORY_HOURS - 2)}00`);
  });
});
