import { expect, test } from 'vitest';
import { aLogin, enriched } from '../../../test/support/events.ts';
import { ATTACK_AT, LIFE_BEGINS, MB, officeLife, packedVolumes } from '../../../test/support/storage-lives.ts';
import type { EnrichedEvent, EnrichedLogin } from '../../domain/enriched-event.ts';
import { DEFAULT_DETECTION_SETTINGS } from '../../domain/settings.ts';
import { DAY_MS, formatInstant, HOUR_MS } from '../../domain/time.ts';
import type { Baseline } from '../baseline.ts';
import { foldEvent } from '../fold.ts';
import { emptyNeighbourhood } from '../neighbourhood.ts';

/** The storage detections as the account's fold runs them: what they ask of the session must really be told. */

const EXIT_NODE = { asn: 64_818, organisation: 'Example Hosting', kind: 'hosting' } as const;

const login = (atMs: number, overrides: Partial<EnrichedLogin> = {}): EnrichedEvent =>
  enriched(aLogin({ time: formatInstant(atMs) }), overrides);

const owner = [
  ...officeLife(),
  ...Array.from({ length: 70 }, (_, day) => login(LIFE_BEGINS + day * DAY_MS + 7.5 * HOUR_MS)),
];

function findingsOf(events: readonly EnrichedEvent[]) {
  let baseline: Baseline | undefined;
  let neighbourhood = emptyNeighbourhood;
  return events
    .toSorted((one, other) => one.timeMs - other.timeMs)
    .flatMap((event) => {
      const folded = foldEvent('acme', { baseline, neighbourhood }, event, DEFAULT_DETECTION_SETTINGS);
      baseline = folded.baseline;
      neighbourhood = folded.neighbourhood;
      return folded.findings;
    });
}

test("a stranger's browser, then volumes by curl from the same exit node, make a critical chain", () => {
  const visits = [1, 2, 3].map((days) =>
    login(ATTACK_AT - days * DAY_MS, {
      network: EXIT_NODE,
      client: { family: 'Firefox', os: 'Linux', automation: false },
    }),
  );
  const volumes = packedVolumes(ATTACK_AT, 6, { bytes: 50 * MB }).map((event) => ({ ...event, network: EXIT_NODE }));
  const chain = findingsOf([...owner, ...visits, ...volumes]).find(
    ({ detection }) => detection === 'takeover-then-exfiltration',
  );
  expect(chain?.severity).toBe('critical');
  expect(chain?.evidence).toMatchObject({
    kind: 'chain',
    fingerprint: { network: expect.stringContaining('Example Hosting') },
  });
});

test('the same volumes from the network of every day are a burst and no chain', () => {
  const detections = findingsOf([...owner, ...packedVolumes()]).map(({ detection }) => detection);
  expect(detections).toContain('upload-burst');
  expect(detections).not.toContain('takeover-then-exfiltration');
});

test('an account that lives its ordinary life says nothing loud', () => {
  expect(findingsOf(owner).filter(({ severity }) => severity !== 'info' && severity !== 'low')).toEqual([]);
});
