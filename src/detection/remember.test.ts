import { expect, it } from 'vitest';
import { type Baseline, emptyBaseline, type KnownFingerprint } from './baseline.ts';
import { KNOWN_FINGERPRINTS } from './constants.ts';
import { addFingerprint } from './remember.ts';

const fingerprint = (network: string, client: string, sessions: number, lastMinute: number): KnownFingerprint => [
  network,
  client,
  0,
  lastMinute,
  sessions,
  0,
  0,
];
const withAll = (fingerprints: readonly KnownFingerprint[]): Baseline => ({ ...emptyBaseline(0), fingerprints });
const clientsAfter = (fingerprints: readonly KnownFingerprint[], more: KnownFingerprint): string[] =>
  addFingerprint(withAll(fingerprints), more).baseline.fingerprints.map(([, client]) => client);

it('a device that teaches is not forgotten for pairs of what other pairs show', () => {
  const tablet = fingerprint('home', 'tablet', 16, 1_000);
  const pairs = Array.from({ length: KNOWN_FINGERPRINTS - 1 }, (_, index) =>
    fingerprint(`hotel ${index}`, 'laptop', 18, 90_000 + index),
  );
  const clients = clientsAfter([tablet, ...pairs], fingerprint('train', 'laptop', 0, 99_000));
  expect(clients).toContain('tablet');
  expect(clients).toHaveLength(KNOWN_FINGERPRINTS);
});

it("a stranger's many clients, which never taught, do not push the owner's out", () => {
  const own = fingerprint('home', 'laptop', 2, 1_000);
  const strange = Array.from({ length: KNOWN_FINGERPRINTS - 1 }, (_, index) =>
    fingerprint('hosting', `curl ${index}`, 0, 90_000 + index),
  );
  expect(clientsAfter([own, ...strange], fingerprint('hosting', 'wget', 0, 99_000))).toContain('laptop');
});
