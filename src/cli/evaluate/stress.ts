import type { NormalEvent } from '../../domain/event.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time.ts';
import { seededUniform } from '../scenario/random.ts';

/** Bad delivery of the same events: the alerts must not depend on luck. */
export const STRESSES = ['duplicated', 'delayed', 'shuffled', 'all at once'] as const;
export type Stress = (typeof STRESSES)[number];

const DUPLICATED = 0.05;
const DELAYED = 0.1;
const LONGEST_DELAY_MS = DAY_MS;
const SHUFFLED_WITHIN_MS = HOUR_MS;

/** The events in the order in which a bad network would deliver them. Deterministic. */
export function delivered(events: readonly NormalEvent[], stress: Stress): NormalEvent[] {
  const uniform = seededUniform(`stress/${stress}`);
  const does = (kind: Stress): boolean => stress === kind || stress === 'all at once';
  const arrivals = events.flatMap((event) => {
    const delayed = does('delayed') && uniform() < DELAYED ? uniform() * LONGEST_DELAY_MS : 0;
    const shuffled = does('shuffled') ? uniform() * SHUFFLED_WITHIN_MS : 0;
    const atMs = Date.parse(event.time) + delayed + shuffled;
    const again = does('duplicated') && uniform() < DUPLICATED;
    return again
      ? [
          { atMs, event },
          { atMs: atMs + uniform() * HOUR_MS, event },
        ]
      : [{ atMs, event }];
  });
  return arrivals.toSorted((one, other) => one.atMs - other.atMs).map(({ event }) => event);
}
