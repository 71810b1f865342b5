import { describe, expect, it } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import type { Finding } from '../../domain/finding.ts';
import { foldFinding } from './alert-fold.ts';

let made = 0;
const finding = (overrides: Partial<Finding> = {}): Finding => {
  made += 1;
  return {
    id: `fnd_${made}`,
    alert: 'alr_1',
    detection: 'new-network',
    account: 'ola@example.com',
    severity: 'info',
    score: 10,
    time: '2026-05-04T09:00:00Z',
    summary: 'A session from a new network.',
    techniques: ['T1078'],
    evidence: { kind: 'novelty', what: 'network', value: 'Example Transit AS64700', usual: [] },
    eventIds: ['evt-1'],
    ...overrides,
  };
};
const loud = (overrides: Partial<Finding> = {}): Finding =>
  finding({
    detection: 'impossible-travel',
    severity: 'medium',
    score: 75,
    summary: 'Oslo, then Sydney.',
    ...overrides,
  });

const BYTES = {
  kind: 'bytes',
  service: 'dropbox.com',
  operation: 'upload',
  windowMinutes: 120,
  bytes: 2_130_000_000,
  count: 20,
  usualBytes: 11_000_000,
  usualCount: 3,
  days: [],
} satisfies Finding['evidence'];

function folded(...findings: readonly Finding[]): { alert: Alert; changes: string[] } {
  const changes: string[] = [];
  let alert: Alert | undefined;
  for (const each of findings) {
    const step = foldFinding(alert, each);
    alert = step.alert;
    changes.push(step.change);
  }
  if (alert === undefined) throw new Error('no findings');
  return { alert, changes };
}

describe('foldFinding', () => {
  it('holds info back as context, opens with the first finding above it, and says when it is raised', () => {
    const { changes, alert } = folded(finding(), finding({ severity: 'low' }), loud(), loud({ severity: 'low' }));
    expect(changes).toEqual(['none', 'opened', 'raised', 'updated']);
    expect(alert).toMatchObject({ severity: 'medium', findingCount: 4, status: 'open' });
  });

  it('tells in its title how much left', () => {
    const { alert } = folded(loud({ detection: 'upload-burst', severity: 'high', evidence: BYTES }));
    expect(alert.title).toBe('A burst of uploads: 2.1 GB, dropbox.com');
  });

  it('speaks of one operator only where a zone was found', () => {
    const hours = {
      kind: 'hours' as const,
      homeZone: 'UTC',
      homeUtcOffsetMinutes: 0,
      usual: new Array<number>(24).fill(0),
      suspicious: new Array<number>(24).fill(0),
      posterior: [],
      since: '2026-05-04T09:00:00Z',
      sessions: 3,
      likelihoodRatio: 1,
      fingerprints: [],
    };
    const evidence = { kind: 'campaign' as const, accounts: ['a', 'b', 'c'], shared: [], hours };
    const campaign = loud({ detection: 'campaign', evidence });
    const operatorZone = { utcOffsetMinutes: 480, probability: 0.9, credible: [420, 540] as [number, number] };
    expect(folded(campaign).alert.title).toBe('One network and client, new to 3 accounts');
    const zoned = { ...campaign, operatorZone: { ...operatorZone, sessions: 3, cities: [] } };
    expect(folded(zoned).alert.title).toBe('One operator in 3 accounts');
  });

  it('is open again when it grows graver than whoever closed it knew, and only then', () => {
    const { alert } = folded(loud());
    for (const status of ['resolved', 'false-positive'] as const) {
      const closed = { ...alert, status };
      expect(foldFinding(closed, loud()).alert.status).toBe(status);
      const worse = foldFinding(closed, loud({ detection: 'takeover-then-exfiltration', severity: 'critical' }));
      expect(worse).toMatchObject({ change: 'raised', alert: { status: 'open', severity: 'critical' } });
    }
    const seen = foldFinding({ ...alert, status: 'acknowledged' }, loud({ severity: 'critical' }));
    expect(seen.alert.status).toBe('acknowledged');
  });

  it('opens with the first finding above context, whatever context came before or after', () => {
    const [context, early, first] = ['2026-05-01T09:00:00Z', '2026-05-03T09:00:00Z', '2026-05-04T09:00:00Z'];
    const opened = folded(finding({ time: context }), loud({ time: first })).alert;
    expect(opened.openedAt).toBe(first);
    expect(foldFinding(opened, finding({ time: context })).alert.openedAt).toBe(first);
    expect(foldFinding(opened, loud({ time: early })).alert.openedAt).toBe(early);
  });

  it('is named after its gravest finding and tells what else it holds', () => {
    const { alert } = folded(
      finding({ severity: 'low' }),
      loud(),
      loud({ detection: 'upload-burst', severity: 'high' }),
    );
    expect(alert.summary).toBe('Oslo, then Sydney. Also: impossible travel.');
    expect(alert.title).toBe('A burst of uploads: Example Transit AS64700');
  });

  it('does not say again what a chain has told', () => {
    const chain = loud({
      detection: 'takeover-then-exfiltration',
      severity: 'critical',
      summary: '2.1 GB to dropbox.com. Before it: impossible travel.',
      evidence: {
        kind: 'chain',
        suspicion: [{ detection: 'impossible-travel', time: '2026-05-04T09:00:00Z', summary: 'impossible travel' }],
        bytes: BYTES,
        fingerprint: { network: 'AS64700', client: 'curl', firstSeen: '2026-05-04T09:00:00Z' },
      },
    });
    const burst = (service: string) => loud({ detection: 'upload-burst', evidence: { ...BYTES, service } });
    expect(folded(loud(), burst('dropbox.com'), chain).alert.summary).toBe(chain.summary);
    expect(folded(burst('mega.nz'), chain).alert.summary).toBe(`${chain.summary} Also: a burst of uploads.`);
    const fetched = loud({ detection: 'mass-download', evidence: { ...BYTES, operation: 'download' } });
    expect(folded(fetched, chain).alert.summary).toBe(`${chain.summary} Also: a mass download.`);
    const hours = loud({ detection: 'operator-zone-shift' });
    expect(folded(hours, chain).alert.summary).toBe(`${chain.summary} Also: hours of somebody else's working day.`);
  });

  it('takes two detections that are medium each for high together', () => {
    expect(folded(loud(), loud()).alert.severity).toBe('medium');
    expect(folded(loud(), loud({ detection: 'operator-zone-shift' })).alert.severity).toBe('high');
  });

  it('adds scores up as chances, each detection once', () => {
    expect(folded(loud({ score: 50 }), loud({ score: 40 })).alert.score).toBe(50);
    expect(folded(loud({ score: 50 }), finding({ score: 20 })).alert.score).toBe(60);
  });

  it('changes nothing by a finding that it holds', () => {
    const one = loud();
    const { alert } = folded(one);
    expect(foldFinding(alert, one)).toEqual({ alert, change: 'none' });
  });

  it('spans the times of its findings, whatever their order', () => {
    const { alert } = folded(
      loud({ time: '2026-05-05T00:00:00Z' }),
      loud({ time: '2026-05-04T00:00:00Z' }),
      loud({ time: '2026-05-06T00:00:00Z' }),
    );
    expect([alert.openedAt, alert.lastSeenAt]).toEqual(['2026-05-04T00:00:00Z', '2026-05-06T00:00:00Z']);
  });

  it('keeps twenty findings, the weightiest among them, and counts them all', () => {
    const { alert } = folded(loud(), ...Array.from({ length: 50 }, () => finding()));
    expect(alert.findings).toHaveLength(20);
    expect(alert.findings[0]?.detection).toBe('impossible-travel');
    expect(alert.findingCount).toBe(51);
  });

  it('holds the newest estimate of each detection, and of several detections the surest', () => {
    const zone = (utcOffsetMinutes: number, probability: number) => ({
      operatorZone: {
        utcOffsetMinutes,
        probability,
        credible: [420, 540] as [number, number],
        sessions: 9,
        cities: [],
      },
    });
    const own = loud({ detection: 'operator-zone-shift', ...zone(60, 0.6) });
    const pooled = loud({ detection: 'campaign', ...zone(480, 0.9) });
    const later = loud({ detection: 'operator-zone-shift', ...zone(120, 0.5) });
    expect(folded(own, later).alert.operatorZone?.utcOffsetMinutes).toBe(120);
    expect(folded(own, pooled, later).alert.operatorZone?.utcOffsetMinutes).toBe(480);
  });

  it('keeps what an admin wrote', () => {
    const { alert } = folded(loud());
    const noted: Alert = { ...alert, status: 'acknowledged', note: 'asked him', campaign: 'cmp_1' };
    expect(foldFinding(noted, loud()).alert).toMatchObject({
      status: 'acknowledged',
      note: 'asked him',
      campaign: 'cmp_1',
    });
  });
});
