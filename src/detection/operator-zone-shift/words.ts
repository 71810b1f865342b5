import type { HoursEvidence } from '../../domain/evidence.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { counted, dateWords, offsetWords } from '../words.ts';

/** One or two plain sentences with the numbers, for somebody who is no statistician. */
export function shiftSummary(evidence: HoursEvidence, zone: OperatorZone, isStream: boolean): string {
  const { since, likelihoodRatio, homeZone, suspicious } = evidence;
  const [from, to] = busiest(suspicious);
  const which = isStream ? ' by a network and a client never seen before' : '';
  const cities = zone.cities.length > 0 ? ` (${zone.cities.join(', ')})` : '';
  const day = `a day at ${offsetWords(zone.utcOffsetMinutes)}, give or take an hour${cities}`;
  const fit =
    likelihoodRatio >= 2
      ? `fit ${day} ${Math.round(likelihoodRatio).toLocaleString('en')} times better than the account's own habit`
      : `fit ${day} as well as the account's own habit`;
  return (
    `${counted(zone.sessions, 'session')} since ${dateWords(Date.parse(since))}${which}, most between ${clock(from)} and ${clock(to)} in ${homeZone}, ${fit}. ` +
    `That is right with ${Math.round(100 * zone.probability)}%; hours tell a zone, never a city or a person.`
  );
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
