import type { NormalEvent } from '../../domain/event.ts';
import { backupLife } from './backup.ts';
import { daysBetween } from './calendar.ts';
import { INTRUDER_AGENT } from './clients.ts';
import { type Intruder, intrusion } from './intruder.ts';
import { type Draft, lifeOf } from './life.ts';
import { STAFF } from './people.ts';
import { EXIT_IN_OSLO } from './places.ts';
import { createRandom } from './random.ts';

/**
 * The model case, drawn: a dozen Oslo staff live two months of ordinary life; from 17 August 2018 somebody else works on one of
 * their accounts, and on 30 August 4 GB leave. The facts (Citrix, hours, archives, curl, Dropbox) are those of the Visma intrusion;
 * people, addresses and sizes are invented.
 */
export interface ScenarioOptions extends Intruder {
  readonly seed: string;
  /** False for the same lives with nobody else in them. */
  readonly intruded: boolean;
}

export const VISMA: ScenarioOptions = {
  seed: 'visma-2018',
  intruded: true,
  utcOffsetMinutes: 480,
  exit: EXIT_IN_OSLO,
  userAgent: INTRUDER_AGENT,
  app: 'citrix',
};

const FIRST_DAY = '2018-06-18';
const LAST_DAY = '2018-09-02';

/** The scenario's events in order of time. Ids number the events of each account, so that one life's ids do not depend on another's. */
export function vismaScenario(options: Partial<ScenarioOptions> = {}): NormalEvent[] {
  const { seed, intruded, ...intruder } = { ...VISMA, ...options };
  const days = daysBetween(FIRST_DAY, LAST_DAY);
  const drafts: Draft[] = [
    ...STAFF.flatMap((person, index) => lifeOf(person, index, days, createRandom(`${seed}/${person.name}`))),
    ...backupLife(days, createRandom(`${seed}/backup`)),
    ...(intruded ? intrusion(intruder, createRandom(`${seed}/intruder`)) : []),
  ];
  const counted = new Map<string, number>();
  return drafts
    .toSorted((one, other) => compare(one.time, other.time) || compare(one.account, other.account))
    .map((draft) => {
      const number = (counted.get(draft.account) ?? 0) + 1;
      counted.set(draft.account, number);
      return { id: `visma-${draft.account.split('@')[0]}-${String(number).padStart(4, '0')}`, ...draft };
    });
}

const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** The scenario as its file holds it. */
export const scenarioLines = (options: Partial<ScenarioOptions> = {}): string =>
  vismaScenario(options)
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');
