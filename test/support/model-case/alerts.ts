import type { Alert } from '../../../src/domain/alert.ts';
import { anOperatorZone, bytesEvidence, hoursEvidence, INTRUDER, travelEvidence } from './evidence.ts';

/** Alerts as a tenant would hold them, for tests of pages and charts: Ola, an admin in Oslo, and an operator at UTC+8. */

export type AlertFinding = Alert['findings'][number];

let made = 0;
export function aFinding(overrides: Partial<AlertFinding> & Pick<AlertFinding, 'evidence'>): AlertFinding {
  made += 1;
  return {
    id: `fnd_${String(made).padStart(24, '0')}`,
    detection: 'new-client',
    severity: 'low',
    score: 20,
    time: '2018-08-17T00:14:09Z',
    summary: 'First login with Firefox on Windows.',
    techniques: ['T1078'],
    eventIds: [`evt-${made}`],
    ...overrides,
  };
}

const HOURS_SUMMARY =
  "14 sessions since 17 August, most between 02:00 and 13:00 in Oslo, fit a working day at UTC+8 (Shanghai, Singapore, Perth) 2,400 times better than Ola's own habit; they share a client and network never seen before 17 August.";

/** The findings of the model case, in the order in which they came. */
export function vismaFindings(): AlertFinding[] {
  const novelty = (what: 'network' | 'client' | 'store' | 'tool' | 'archive', value: string, usual: string[]) => ({
    kind: 'novelty' as const,
    what,
    value,
    usual,
    fingerprint: INTRUDER,
  });
  return [
    aFinding({
      evidence: novelty('client', 'Firefox on Windows', ['Chrome on Windows', 'Outlook on iOS']),
      summary: 'First login with Firefox on Windows; Ola has used Chrome on Windows and Outlook on iOS so far.',
    }),
    aFinding({
      detection: 'new-network',
      evidence: novelty('network', INTRUDER.network, ['AS64496 Example Broadband NO']),
      summary: 'First login from AS64500 Example Hosting NO, a hosting network in Oslo.',
    }),
    aFinding({
      detection: 'operator-zone-shift',
      severity: 'high',
      score: 84,
      time: '2018-09-05T06:31:40Z',
      summary: HOURS_SUMMARY,
      techniques: ['T1078.004'],
      operatorZone: anOperatorZone(),
      evidence: hoursEvidence(),
    }),
    aFinding({
      detection: 'new-destination',
      time: '2018-09-07T01:12:30Z',
      evidence: novelty('store', 'dropbox.com', ['sharepoint.com']),
      summary: 'First upload to dropbox.com; the company does not sanction it.',
      techniques: ['T1567.002'],
    }),
    aFinding({
      detection: 'automation-client',
      severity: 'medium',
      score: 48,
      time: '2018-09-07T01:12:30Z',
      evidence: novelty('tool', 'curl 7.61.0', []),
      summary: 'Files move by curl 7.61.0, a command-line tool that this account never used.',
      techniques: ['T1567.002'],
    }),
    aFinding({
      detection: 'archive-parts',
      severity: 'medium',
      score: 52,
      time: '2018-09-07T01:15:10Z',
      evidence: { ...novelty('archive', 'ss.part1.rar … ss.part3.rar', []), objects: ['ss.part1.rar', 'ss.part2.rar'] },
      summary: 'Numbered archive volumes of one size (ss.part1.rar to ss.part3.rar, 100 MB each).',
      techniques: ['T1560.001'],
    }),
    aFinding({
      detection: 'upload-burst',
      severity: 'high',
      score: 88,
      time: '2018-09-07T01:16:02Z',
      summary:
        '4.1 GB in 41 files went to dropbox.com within an hour; a busy hour of Ola’s moves 38 MB and never to Dropbox.',
      techniques: ['T1567.002'],
      evidence: bytesEvidence(),
    }),
    aFinding({
      detection: 'takeover-then-exfiltration',
      severity: 'critical',
      score: 98,
      time: '2018-09-07T01:16:02Z',
      summary:
        'Sessions that look like another person’s (UTC+8, since 17 August) were followed by 4.1 GB to dropbox.com by curl in 48 minutes.',
      techniques: ['T1078.004', 'T1567.002'],
      operatorZone: anOperatorZone(),
      evidence: {
        kind: 'chain',
        suspicion: [
          { detection: 'operator-zone-shift', time: '2018-09-05T06:31:40Z', summary: 'Hours fit UTC+8' },
          { detection: 'new-client', time: '2018-08-17T00:14:09Z', summary: 'New client, new network' },
        ],
        bytes: bytesEvidence(),
        fingerprint: INTRUDER,
      },
    }),
  ];
}

/** The alert of the model case, as it stands after the upload. */
export function vismaAlert(overrides: Partial<Alert> = {}): Alert {
  const findings = vismaFindings();
  return {
    id: 'alr_5f2c9a0d417be386a1c04d2e',
    account: 'ola@example.com',
    status: 'open',
    severity: 'critical',
    score: 98,
    openedAt: '2018-08-17T00:14:09Z',
    lastSeenAt: '2018-09-07T01:58:44Z',
    title: 'Taken over, and data leaving',
    summary: `${HOURS_SUMMARY} On 7 September 4.1 GB went to dropbox.com by curl in 48 minutes.`,
    techniques: ['T1078.004', 'T1560.001', 'T1567.002'],
    operatorZone: anOperatorZone(),
    findings,
    findingCount: findings.length,
    ...overrides,
  };
}

/** A journey that no traveller could make. */
export function travelAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'alr_0a77de0c2be94f3d81b60c11',
    account: 'kari@example.com',
    status: 'acknowledged',
    severity: 'medium',
    score: 61,
    openedAt: '2018-09-03T08:20:00Z',
    lastSeenAt: '2018-09-03T08:20:00Z',
    title: 'Oslo and Singapore 75 minutes apart',
    summary: 'Kari logged in from Oslo at 09:05 and from Singapore 75 minutes later: 10,050 km, 8,040 km/h.',
    techniques: ['T1078'],
    findings: [
      aFinding({
        detection: 'impossible-travel',
        severity: 'medium',
        score: 61,
        time: '2018-09-03T08:20:00Z',
        summary: 'Logged in from Oslo and, 75 minutes later, from Singapore: 10,050 km at 8,040 km/h.',
        evidence: travelEvidence(),
      }),
    ],
    findingCount: 1,
    ...overrides,
  };
}
