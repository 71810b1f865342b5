import { expect, test } from 'vitest';
import { aLogin, enriched } from '../../test/support/events.ts';
import type { DetectionId } from '../domain/finding.ts';
import type { Severity } from '../domain/severity.ts';
import { DAY_MS, formatInstant } from '../domain/time.ts';
import { type Baseline, emptyBaseline } from './baseline.ts';
import type { FindingDraft } from './detection.ts';
import { stampFindings } from './episode.ts';

const BEGINS = Date.parse('2026-05-04T09:00:00Z');

const draft = (detection: DetectionId, severity: Severity): FindingDraft => ({
  detection,
  severity,
  score: 50,
  summary: 'Something.',
  evidence: { kind: 'novelty', what: 'network', value: 'Example Transit AS64700', usual: [] },
});

/** Days and what was said on them; the alert of each, and the baseline after the last. */
function lived(...said: readonly (readonly [day: number, FindingDraft])[]) {
  let baseline: Baseline = emptyBaseline(BEGINS);
  const alerts = said.map(([day, each]) => {
    const atMs = BEGINS + day * DAY_MS;
    const event = enriched(aLogin({ id: `evt-${atMs}-${each.detection}`, time: formatInstant(atMs) }));
    const { episode, findings } = stampFindings('acme', baseline, event, [each], 0);
    if (episode !== undefined) baseline = { ...baseline, episode };
    return findings[0]?.alert;
  });
  return { alerts, suspicions: baseline.episode?.suspicions ?? [] };
}

test('context joins a running episode, and prolongs only one that holds a suspicion', () => {
  const odd = draft('rare-hour', 'info');
  const large = draft('upload-burst', 'medium');
  const [first, joined, later] = lived([0, large], [6, odd], [12, large]).alerts;
  expect(joined).toBe(first);
  expect(later).not.toBe(first);
  const far = draft('new-time-zone', 'medium');
  const [one, his, still] = lived([0, far], [6, odd], [12, large]).alerts;
  expect([his, still]).toEqual([one, one]);
});

test('an episode remembers what speaks of a stranger, the gravest of each kind, whatever else is said', () => {
  const data = (['mass-download', 'upload-burst', 'upload-drip', 'external-share', 'archive-parts'] as const).map(
    (detection, index) => [2 + index / 10, draft(detection, 'high')] as const,
  );
  const { suspicions } = lived(
    [0, draft('new-network', 'low')],
    [1, draft('operator-zone-shift', 'high')],
    [1.5, draft('operator-zone-shift', 'medium')],
    ...data,
  );
  // By index in DETECTION_IDS and by rank of severity.
  expect(suspicions.map(([detection, severity]) => [detection, severity])).toEqual([
    [4, 1],
    [2, 3],
  ]);
});
