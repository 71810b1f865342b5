import { describe, expect, it } from 'vitest';
import { DETECTION_IDS } from '../domain/finding.ts';
import { DETECTIONS } from './registry.ts';

describe.each(DETECTION_IDS)('%s', (id) => {
  const detection = DETECTIONS[id];

  it('says what it means, what looks like it but is harmless, what to do, and what it does not see', () => {
    expect(detection.id).toBe(id);
    expect(detection.meaning.length).toBeGreaterThan(40);
    for (const list of [detection.harmlessLookalikes, detection.whatToDo, detection.knownGaps])
      expect(list.length).toBeGreaterThan(0);
  });

  it('names its ATT&CK techniques', () => {
    for (const technique of detection.techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    expect(detection.techniques.length).toBeGreaterThan(0);
  });
});
