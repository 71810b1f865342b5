import type { HoursEvidence } from '../../domain/evidence.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { chanceSentence, counted, dateWords, homeClockWords, offsetWords } from '../words.ts';

/** One or two plain sentences with the numbers, for somebody who is no statistician. */
export function shiftSummary(evidence: HoursEvidence, zone: OperatorZone, isStream: boolean): string {
  const { since, likelihoodRatio, homeZone, suspicious } = evidence;
  const [from, to] = busiest(suspicious);
  const which = isStream ? ' by a network and a client never seen before' : '';
  const cities = zone.cities.length > 0 ? ` (${zone.cities.join(', ')})` : '';
  const day = `a day at ${offsetWords(zone.utcOffsetMinutes)}, give or take an hour${cities}`;
  return (
    `${counted(zone.sessions, 'session')} since ${dateWords(Date.parse(since))}${which}, most between ${clock(from)} and ${clock(to)} ${homeClockWords(homeZone, evidence.homeUtcOffsetMinutes)}, fit ${day}${againstHabit(likelihoodRatio)}. ` +
    chanceSentence(zone.probability)
  );
}

/** From this ratio on the hours one by one speak for the zone; below its inverse they speak for the habit, and the pattern alone for the zone. */
const TELLING_RATIO = 2;

function againstHabit(ratio: number): string {
  if (ratio >= TELLING_RATIO) return ` ${twoFigures(ratio)} times better than the account's own habit`;
  const habit = ratio > 1 / TELLING_RATIO ? 'as well' : 'better';
  return ` by their pattern; one by one they fit the account's own habit ${habit}`;
}

/** 755 is '760': more figures would claim more than is known, and the page shows as many. */
function twoFigures(ratio: number): string {
  const scale = ratio < 10 ? 1 : 10 ** (Math.floor(Math.log10(ratio)) - 1);
  return (Math.round(ratio / scale) * scale).toLocaleString('en');
}

/** The shortest stretch of the day that holds three quarters of the sessions: first hour, and the hour at which it ends. */
function busiest(hours: readonly number[]): readonly [number, number] {
  const need = 0.75 * hours.reduce((sum, each) => sum + each, 0);
  for (let length = 1; length <= 24; length += 1)
    for (let from = 0; from < 24; from += 1) {
      let held = 0;
      for (let step = 0; step < length; step += 1) held += hours[(from + step) % 24] as number;
      if (held >= need) return [from, (from + length) % 24];
    }
  return [0, 0];
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
