import { formatInstant } from '../../domain/time.ts';
import { NOVELTY } from '../baseline.ts';
import type { FindingDraft } from '../detection.ts';
import { fingerprintSeen } from '../fingerprint-seen.ts';
import { isYoungFingerprint } from '../new-network/new-network.ts';
import type { Opening } from '../opening.ts';
import { listWords } from '../words.ts';

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
