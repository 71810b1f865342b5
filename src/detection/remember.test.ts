import { expect, it } from 'vitest';
import { type Baseline, emptyBaseline, type KnownFingerprint, NOVELTY } from './baseline.ts';
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

it('a pair that never taught does not speak for its client', () => {
  const tablet = fingerprint('home', 'tablet', 5, 1_000);
  const untaught = fingerprint('hotel', 'tablet', 0, 99_000);
  const pairs = Array.from({ length: KNOWN_FINGERPRINTS - 2 }, (_, index) =>
    fingerprint(`hotel ${index}`, 'laptop', 18, 90_000 + index),
  );
  const more = addFingerprint(withAll([tablet, untaught, ...pairs]), fingerprint('train', 'laptop', 0, 99_000));
  expect(more.baseline.fingerprints).toContain(tablet);
  const again = addFingerprint(more.baseline, fingerprint('plane', 'laptop', 0, 99_100));
  expect(again.baseline.fingerprints).toContain(tablet);
});

it('clients of one session or two, and suspected ones, are no devices of the account', () => {
  const own = fingerprint('home', 'laptop', 8, 1_000);
  const office = fingerprint('office', 'laptop', 8, 2_000);
  const strange = Array.from({ length: 4 }, (_, index) =>
    fingerprint(`vps ${index}`, `browser ${index}`, 1, 9_000 + index),
  );
  const suspected: KnownFingerprint = ['vps', 'curl', 0, 9_500, 4, 0, 50_000];
  const { baseline } = addFingerprint(
    withAll([own, office, ...strange, suspected]),
    fingerprint('vps', 'wget', 0, 9_900),
  );
  expect(baseline.fingerprints).toContain(own);
  expect(baseline.fingerprints).not.toContain(strange[0]);
});

it('a fingerprint that counted for its network is kept, so that its account cannot count again', () => {
  const counted: KnownFingerprint = ['exit', 'laptop', 0, 1_000, 1, NOVELTY.displaced, 0];
  const throwAway = Array.from({ length: KNOWN_FINGERPRINTS - 1 }, (_, index) =>
    fingerprint(`network ${index}`, 'laptop', 2, 90_000 + index),
  );
  const { baseline } = addFingerprint(withAll([counted, ...throwAway]), fingerprint('one more', 'laptop', 0, 99_000));
  expect(baseline.fingerprints).toContain(counted);
});

it("a stranger's many clients, which never taught, do not push the owner's out", () => {
  const own = fingerprint('home', 'laptop', 4, 1_000);
  const strange = Array.from({ length: KNOWN_FINGERPRINTS - 1 }, (_, index) =>
    fingerprint('hosting', `curl ${index}`, 0, 90_000 + index),
  );
  expect(clientsAfter([own, ...strange], fingerprint('hosting', 'wget', 0, 99_000))).toContain('laptop');
});
