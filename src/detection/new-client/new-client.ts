import { formatInstant } from '../../domain/time.ts';
import { NOVELTY } from '../baseline.ts';
import type { DetectionMetadata, FindingDraft } from '../detection.ts';
import { fingerprintSeen } from '../fingerprint-seen.ts';
import { isYoungFingerprint } from '../new-network/new-network.ts';
import type { Opening } from '../opening.ts';
import { listWords } from '../words.ts';

export const newClient: DetectionMetadata = {
  id: 'new-client',
  title: 'Session with a new client',
  techniques: ['T1078'],
  meaning:
    'A session with a browser, tool or operating system that the account never used before, from a network that it knows.',
  harmlessLookalikes: ['a new laptop or phone', 'a second browser', 'a new version of Windows'],
  whatToDo: ['Nothing by itself.'],
  knownGaps: [
    'an intruder who copies the user agent of the owner',
    'versions of browsers are not told apart: they change by themselves',
  ],
};

/** Says that the client of a young fingerprint is new; where its network is new too, `new-network` says both. */
export function judgeNewClient(opening: Opening): FindingDraft | undefined {
  const { baseline, fingerprint, index, second } = opening;
  const [network, client, , , , novelty] = fingerprint;
  if ((novelty & (NOVELTY.network | NOVELTY.client)) !== NOVELTY.client || !isYoungFingerprint(opening))
    return undefined;
  const usual = [...new Set(baseline.fingerprints.filter((_, at) => at !== index).map(([, name]) => name))];
  return {
    detection: 'new-client',
    severity: 'info',
    score: 8,
    summary: `A session with ${client}, new to the account, from ${network}. Usual: ${listWords(usual.slice(0, 3))}.`,
    evidence: {
      kind: 'novelty',
      what: 'client',
      value: client,
      usual,
      fingerprint: fingerprintSeen(fingerprint),
      sessionStart: formatInstant(second * 1000),
    },
  };
}
