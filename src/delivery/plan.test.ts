import { expect, it } from 'vitest';
import { vismaAlert } from '../../test/support/alerts.ts';
import type { Alert } from '../domain/alert.ts';
import { severityRank } from '../domain/severity.ts';
import { type Told, topicOf } from './plan.ts';

const stands = (severity: Alert['severity'], status: Alert['status'] = 'open') => vismaAlert({ severity, status });
const told = (severity: Alert['severity'], status: Alert['status'] = 'open'): Told => ({
  rank: severityRank(severity),
  status,
  incident: 'alr_1',
});

it.each<[string, Alert, Told | undefined, string | undefined]>([
  ['a grave one that is new is opened', stands('high'), undefined, 'opened'],
  ['one below what the channel hears of is not told', stands('low'), undefined, undefined],
  ['one that was dealt with before it was told is not told', stands('high', 'resolved'), undefined, undefined],
  ['one that grew graver is raised', stands('critical'), told('medium'), 'raised'],
  ['and is while somebody is at it', stands('critical', 'acknowledged'), told('medium'), 'raised'],
  ['but not when it is done', stands('critical', 'resolved'), told('medium'), 'resolved'],
  ['one that only goes on is updated', stands('high'), told('high'), 'updated'],
  ['an admin takes it', stands('high', 'acknowledged'), told('high'), 'acknowledged'],
  ['an admin ends it', stands('high', 'false-positive'), told('high'), 'resolved'],
  ['an admin opens it again', stands('high'), told('high', 'resolved'), 'reopened'],
  [
    'one that was told is followed to its end, also where it is less grave now',
    stands('low', 'resolved'),
    told('high'),
    'resolved',
  ],
])('%s', (_, alert, before, topic) => {
  expect(topicOf(alert, before, 'medium')).toBe(topic);
});
