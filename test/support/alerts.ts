import type { Alert, Campaign } from '../../src/domain/alert.ts';
import type { BytesEvidence, FingerprintSeen, HoursEvidence, TravelEvidence } from '../../src/domain/evidence.ts';
import type { OperatorZone } from '../../src/domain/finding.ts';

/** Alerts as a tenant would hold them, for tests of pages and charts: Ola, an admin in Oslo, and an operator at UTC+8. */

export type AlertFinding = Alert['findings'][number];

export const byHour = (counts: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

/** Sessions of an office worker in Oslo, by local hour: 24 shares, sum 1. */
export function officeHours(): number[] {
  const weights = byHour({
    ...{ 6: 2, 7: 9, 8: 21, 9: 17, 10: 12, 11: 10, 12: 14, 13: 11, 14: 9, 15: 8, 16: 5, 17: 2 },
    ...{ 18: 1, 19: 1.5, 20: 2, 21: 2.5, 22: 1 },
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** A bump over hourly offsets −11 … +12; `spreadHours` is its standard deviation. */
export function posteriorAround(peakHours: number, spreadHours = 0.62): HoursEvidence['posterior'] {
  const weights = Array.from({ length: 24 }, (_, index) => {
    const offset = index - 11;
    const apart = Math.min(Math.abs(offset - peakHours), 24 - Math.abs(offset - peakHours));
    return { offset, weight: Math.exp(-(apart ** 2) / (2 * spreadHours ** 2)) + 0.0004 };
  });
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights.map(({ offset, weight }) => ({ utcOffsetMinutes: offset * 60, probability: weight / sum }));
}

export const INTRUDER: FingerprintSeen = {
  network: 'AS64500 Example Hosting NO',
  client: 'Firefox on Windows',
  firstSeen: '2018-08-17T00:14:09Z',
};

export function anOperatorZone(overrides: Partial<OperatorZone> = {}): OperatorZone {
  return {
    utcOffsetMinutes: 480,
    probability: 0.93,
    credible: [420, 540],
    sessions: 14,
    cities: ['Shanghai', 'Singapore', 'Perth'],
    ...overrides,
  };
}

export function hoursEvidence(overrides: Partial<HoursEvidence> = {}): HoursEvidence {
  return {
    kind: 'hours',
    homeZone: 'Europe/Oslo',
    homeUtcOffsetMinutes: 120,
    usual: officeHours(),
    suspicious: byHour({ 2: 3, 3: 2, 5: 1, 8: 2, 9: 1, 10: 1, 13: 2, 14: 1, 15: 1 }),
    posterior: posteriorAround(8),
    since: '2018-08-17T00:14:09Z',
    sessions: 14,
    likelihoodRatio: 2417,
    fingerprints: [INTRUDER],
    ...overrides,
  };
}

const DAY_MS = 86_400_000;
const dayOf = (firstDay: string, index: number): string =>
  new Date(Date.parse(firstDay) + index * DAY_MS).toISOString().slice(0, 10);

/** Thirty days of modest SharePoint work, then one day of Dropbox. */
export function bytesEvidence(overrides: Partial<BytesEvidence> = {}): BytesEvidence {
  const ordinary = Array.from({ length: 29 }, (_, index) => ({
    day: dayOf('2018-08-09', index),
    service: 'sharepoint.com',
    uploadBytes: Math.round(4_000_000 * (1 + ((index * 7919) % 13)) * (index % 7 > 1 ? 1 : 0)),
    downloadBytes: Math.round(9_000_000 * (1 + ((index * 104_729) % 11))),
  })).filter((day) => day.uploadBytes > 0);
  return {
    kind: 'bytes',
    service: 'dropbox.com',
    operation: 'upload',
    windowMinutes: 60,
    bytes: 4_100_000_000,
    count: 41,
    usualBytes: 38_000_000,
    usualCount: 6,
    days: [
      ...ordinary,
      { day: '2018-09-07', service: 'dropbox.com', uploadBytes: 4_100_000_000, downloadBytes: 0 },
      { day: '2018-09-07', service: 'sharepoint.com', uploadBytes: 21_000_000, downloadBytes: 64_000_000 },
    ],
    client: 'curl 7.61.0',
    objects: ['ss.part1.rar', 'ss.part2.rar', 'ss.part3.rar', 'pp.part1.rar'],
    ...overrides,
  };
}

export function travelEvidence(overrides: Partial<TravelEvidence> = {}): TravelEvidence {
  return {
    kind: 'travel',
    from: {
      time: '2018-09-03T07:05:00Z',
      place: 'Oslo, NO',
      utcOffsetMinutes: 120,
      network: 'AS64496 Example Broadband NO',
      client: 'Chrome on Windows',
      device: 'laptop-0142',
    },
    to: {
      time: '2018-09-03T08:20:00Z',
      place: 'Singapore, SG',
      utcOffsetMinutes: 480,
      network: 'AS64505 Example Broadband SG',
      client: 'Firefox on Windows',
    },
    distanceKm: 10_050,
    speedKmh: 8_040,
    homeZones: ['Europe/Oslo'],
    ...overrides,
  };
}

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

/** Four accounts, one operator: no account alone has sessions enough. */
export function aCampaign(overrides: Partial<Campaign> = {}): Campaign {
  const accounts = ['anne@example.com', 'bjorn@example.com', 'liv@example.com', 'ola@example.com'];
  return {
    id: 'cmp_77b1c0ffee0dd00d42a1b2c3',
    severity: 'high',
    openedAt: '2018-08-17T00:14:09Z',
    lastSeenAt: '2018-09-06T07:40:00Z',
    title: 'One operator at UTC+8 on 4 accounts',
    summary:
      '11 sessions of 4 accounts share a network and a client that none of them used before 17 August; together their hours fit a working day at UTC+8 310 times better than their own.',
    accounts,
    alerts: accounts.map((_, index) => `alr_${String(index).repeat(24)}`),
    operatorZone: anOperatorZone({ probability: 0.81, credible: [360, 540], sessions: 11 }),
    evidence: {
      kind: 'campaign',
      accounts,
      shared: [INTRUDER],
      hours: hoursEvidence({
        suspicious: byHour({ 2: 2, 3: 1, 4: 1, 8: 2, 9: 1, 11: 1, 13: 1, 14: 2 }),
        posterior: posteriorAround(8, 0.95),
        sessions: 11,
        likelihoodRatio: 312,
      }),
    },
    ...overrides,
  };
}

/** The alerts of the campaign's members: a session start for each of their findings. */
export function campaignAlerts(): Alert[] {
  const campaign = aCampaign();
  const starts = [
    ['2018-08-17T00:14:09Z', '2018-08-21T06:20:00Z', '2018-08-29T12:10:00Z'],
    ['2018-08-20T00:40:00Z', '2018-08-28T07:05:00Z'],
    ['2018-08-22T01:15:00Z', '2018-08-23T09:30:00Z', '2018-09-04T11:50:00Z'],
    ['2018-08-24T02:05:00Z', '2018-08-30T06:45:00Z', '2018-09-06T12:40:00Z'],
  ];
  return campaign.accounts.map((account, index) => ({
    ...travelAlert(),
    id: campaign.alerts[index] ?? `alr_${index}`,
    account,
    title: 'Part of a campaign at UTC+8',
    campaign: campaign.id,
    severity: 'high',
    status: 'open',
    findings: (starts[index] ?? []).map((time) =>
      aFinding({
        time,
        evidence: { kind: 'novelty', what: 'client', value: INTRUDER.client, usual: [], sessionStart: time },
      }),
    ),
  }));
}

/** Text that an attacker might put where a name belongs. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg/onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;b&gt;&#x3c;',
  '\u202Egpj.exe\u0000\u0007',
  ']]><!--',
] as const;
