import type { Life } from './people.ts';

/**
 * Made-up people with the day of an office, for the people of the corpora commit to public repositories and keep looser hours.
 * They are learned from and never judged by. Where the numbers come from: offices open between 7 and 10 for 7 to 10 hours; some
 * people break for one or two hours and some come back after supper, as the operators of APT1 did (08–12, 14–18, 19–22, 97.5% of
 * 1,905 sessions on weekdays; Mandiant 2013).
 */
const SESSIONS = [110, 200] as const;
const OPENS_HOURS = [7, 10] as const;
const OPEN_HOURS = [7, 10] as const;
const BREAKS = 0.6;
const RETURNS = 0.3;
const WEEKEND = 0.05;
const SESSIONS_A_DAY = [0.3, 4] as const;
const MONDAY_MINUTE = 4 * 1440;

export function officeLives(count: number, offsets: readonly number[], random: () => number): readonly Life[] {
  return Array.from({ length: count }, (_, index) => ({
    person: -1 - index,
    account: `office-${index}`,
    corpus: 'made-up',
    offsetMinutes: offsets[Math.floor(random() * offsets.length)] ?? 0,
    localMinutes: officeDays(random),
  }));
}

function officeDays(random: () => number): readonly number[] {
  const between = ([low, high]: readonly [number, number]): number => low + random() * (high - low);
  const opens = between(OPENS_HOURS);
  const closes = opens + between(OPEN_HOURS);
  const rest = random() < BREAKS ? { from: 12, to: 13 + random() } : { from: 0, to: 0 };
  const evening = random() < RETURNS ? between([0.05, 0.3]) : 0;
  const perDay = SESSIONS_A_DAY[0] * (SESSIONS_A_DAY[1] / SESSIONS_A_DAY[0]) ** random();
  const wanted = Math.floor(between(SESSIONS));
  const minutes: number[] = [];
  for (let day = 0; minutes.length < wanted; day += 1) {
    const isWeekend = day % 7 >= 5;
    for (let left = (isWeekend ? WEEKEND : 1) * perDay; left > 0; left -= 1) {
      if (random() >= left) continue;
      const hour = random() < evening ? between([19, 22]) : between([opens, closes]);
      if (hour >= rest.from && hour < rest.to) continue;
      minutes.push(MONDAY_MINUTE + day * 1440 + Math.floor(hour * 60));
    }
  }
  const sorted = minutes.sort((one, other) => one - other);
  return sorted.filter((minute, index) => index === 0 || minute - (sorted[index - 1] ?? 0) >= 60);
}
