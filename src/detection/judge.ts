import type { EnrichedEvent } from '../domain/enriched-event.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { type Baseline, type RecentSession, SESSION } from './baseline.ts';
import type { FindingDraft } from './detection.ts';
import { observeSession } from './hours-habit.ts';
import { hoursSession } from './hours-session.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import { judgeNovelty } from './novelty.ts';

/** A session as it opens: everything that the detections may look at. Nothing of it is learned yet. */
export interface Opening {
  readonly baseline: Baseline;
  readonly event: EnrichedEvent;
  /** Indices into the baseline's lists; a place of -1 is none. */
  readonly fingerprint: number;
  readonly place: number;
  readonly neighbourhood: Neighbourhood;
  readonly settings: DetectionSettings;
}

export interface Judged {
  readonly baseline: Baseline;
  readonly suspicious: boolean;
  readonly findings: readonly FindingDraft[];
}

/** Judges a session when it opens. Scoring never learns. */
export function judgeSession(opening: Opening): Judged {
  const novelty = judgeNovelty(opening);
  const hours = judgeHours(opening, false);
  return { baseline: opening.baseline, suspicious: false, findings: [...novelty, ...hours] };
}

/** The hours are asked as if all sessions still open had closed. */
function judgeHours({ baseline, event, fingerprint, place }: Opening, suspicious: boolean): readonly FindingDraft[] {
  let habit = baseline.hours;
  for (const session of baseline.recent)
    if ((session[4] & SESSION.taught) === 0)
      habit = observeSession(habit, hoursSession(baseline, session, (session[4] & SESSION.suspicious) !== 0)).habit;
  const second = Math.floor(event.timeMs / 1000);
  const flags = (event.client.automation ? SESSION.automation : 0) | (event.type === 'login' ? SESSION.login : 0);
  const session: RecentSession = [second, second, fingerprint, place, flags];
  return observeSession(habit, hoursSession(baseline, session, suspicious)).findings;
}
