import { expect, test } from 'vitest';
import { aLogin, enriched } from '../../../test/support/events.ts';
import { ATTACK_AT, LIFE_BEGINS, MB, officeLife, packedVolumes, series } from '../../../test/support/storage-lives.ts';
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

const logins = Array.from({ length: 70 }, (_, day) => login(LIFE_BEGINS + day * DAY_MS + 7.5 * HOUR_MS));
const owner = [...officeLife(), ...logins];

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

test('whoever collects from several stores before sending it all away makes a critical chain all the same', () => {
  const stranger = { network: EXIT_NODE, client: { family: 'Firefox', os: 'Linux', automation: false } } as const;
  const visits = [1, 2, 3].map((days) => login(ATTACK_AT - days * DAY_MS, stranger));
  const collected = ['sharepoint.com', 'box.com', 'drive.google.com'].flatMap((service) =>
    series(ATTACK_AT - 0.4 * HOUR_MS, 300, 2_000, (index) => ({
      service,
      operation: 'download',
      bytes: 20 * MB + index,
      object: `${service}-${index}.docx`,
    })).map((event) => ({ ...event, ...stranger })),
  );
  const volumes = packedVolumes(ATTACK_AT, 6, { bytes: 50 * MB }).map((event) => ({ ...event, network: EXIT_NODE }));
  const found = findingsOf([...owner, ...visits, ...collected, ...volumes]);
  expect(found.filter(({ detection }) => detection === 'mass-download').length).toBeGreaterThan(2);
  expect(found.find(({ detection }) => detection === 'takeover-then-exfiltration')?.severity).toBe('critical');
});

test('a second upload, to another store on the next day, is as critical as the first', () => {
  const visits = [1, 2, 3].map((days) =>
    login(ATTACK_AT - days * DAY_MS, {
      network: EXIT_NODE,
      client: { family: 'Firefox', os: 'Linux', automation: false },
    }),
  );
  const sent = ['dropbox.com', 'mega.nz'].flatMap((service, days) =>
    packedVolumes(ATTACK_AT + days * DAY_MS, 40, { service }).map((event) => ({ ...event, network: EXIT_NODE })),
  );
  const critical = findingsOf([...owner, ...visits, ...sent]).filter(({ severity }) => severity === 'critical');
  const services = critical.map(({ evidence }) => evidence.kind === 'chain' && evidence.bytes.service);
  expect(new Set(services)).toEqual(new Set(['dropbox.com', 'mega.nz']));
  // Told again as it grows, so that the headline is never less than two fifths of what left.
  const told = critical.flatMap(({ evidence }) => (evidence.kind === 'chain' ? [evidence.bytes.bytes] : []));
  expect(Math.max(...told)).toBeGreaterThan(1_600 * MB);
  const first = critical.flatMap(({ evidence }) =>
    evidence.kind === 'chain' && evidence.bytes.service === 'dropbox.com' ? [evidence.bytes.bytes] : [],
  );
  for (const [index, bytes] of first.slice(1).entries()) expect(bytes / (first[index] ?? 0)).toBeLessThan(2.1);
});

test("a stranger's browser is not the account's because another exit showed it once", () => {
  const stranger = { network: EXIT_NODE, client: { family: 'Vivaldi', os: 'Linux', automation: false } } as const;
  const bait = login(ATTACK_AT, { ...stranger, network: { ...EXIT_NODE, asn: 64_819, organisation: 'Other Hosting' } });
  const sent = series(ATTACK_AT + 0.5 * HOUR_MS, 10, 180_000, (index) => ({
    service: 'dropbox.com',
    bytes: 12 * MB,
    object: `plan${'!'.repeat(index % 3)}.docx`,
  })).map((event) => ({ ...event, ...stranger }));
  const found = findingsOf([...officeLife({ medianBytes: 5 * MB }), ...logins, bait, ...sent]).filter(
    ({ detection }) => detection === 'takeover-then-exfiltration',
  );
  expect(found.map(({ severity }) => severity)).toContain('critical');
});
