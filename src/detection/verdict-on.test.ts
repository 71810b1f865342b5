import { expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import { verdictOn } from './verdict.ts';

const SEEN = { network: 'Example Transit AS64700', client: 'Firefox, Linux' };
const LAPTOP = { network: 'Example Software AS64496', client: 'Safari, Mac OS' };

const finding = (severity: Alert['severity'], fingerprint: typeof SEEN): Alert['findings'][number] => ({
  id: `fnd_${severity}`,
  detection: severity === 'info' ? 'new-client' : 'new-network',
  severity,
  score: 50,
  time: '2026-05-04T09:00:00Z',
  summary: 'Something.',
  techniques: ['T1078'],
  evidence: { kind: 'novelty', what: 'client', value: fingerprint.client, usual: [], fingerprint },
  eventIds: ['evt-1'],
});

const alert: Alert = {
  id: 'alr_1',
  account: 'ola@example.com',
  status: 'open',
  severity: 'medium',
  score: 50,
  openedAt: '2026-05-04T09:00:00Z',
  lastSeenAt: '2026-05-06T09:00:00Z',
  title: 'A new network',
  summary: 'Something.',
  techniques: ['T1078'],
  findings: [finding('info', LAPTOP), finding('medium', SEEN)],
  findingCount: 2,
};

test('a verdict names the networks and clients of what is more than context', () => {
  expect(verdictOn(alert, { verdict: 'intrusion' })).toEqual({
    verdict: 'intrusion',
    detections: ['new-client', 'new-network'],
    fingerprints: [SEEN],
    fromMs: Date.parse(alert.openedAt),
    toMs: Date.parse(alert.lastSeenAt),
  });
  expect(verdictOn(alert, { verdict: 'expected', until: '2026-06-01T00:00:00Z' }).untilMs).toBe(Date.UTC(2026, 5, 1));
});
