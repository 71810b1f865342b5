import { formatInstant, MINUTE_MS } from '../../domain/time.ts';
import { INTRUDER, NOVELTY } from '../baseline.ts';
import { YOUNG_FINGERPRINT_DAYS, YOUNG_FINGERPRINT_SESSIONS } from '../constants.ts';
import type { FindingDraft } from '../detection.ts';
import { fingerprintSeen } from '../fingerprint-seen.ts';
import { isEverybodys } from '../neighbourhood.ts';
import type { Opening } from '../opening.ts';
import { dateWords, instantWords, listWords } from '../words.ts';

/** A fingerprint is young for its first sessions and weeks. What was new of it at first sight stays so while it is young. */
export function isYoungFingerprint({ fingerprint, second }: Opening): boolean {
  const [, , first, , sessions, novelty] = fingerprint;
  const ageMinutes = Math.floor(second / 60) - first;
  return (
    (novelty & (NOVELTY.network | NOVELTY.client)) !== 0 &&
    sessions < YOUNG_FINGERPRINT_SESSIONS &&
    ageMinutes <= YOUNG_FINGERPRINT_DAYS * 1440
  );
}

/** Says that the network of a young fingerprint is new; `low` with a client that is new as well, else `info`. */
export function judgeNewNetwork(opening: Opening): FindingDraft | undefined {
  const { baseline, fingerprint, index, second, event, neighbourhood } = opening;
  const [network, client, first, , , novelty] = fingerprint;
  const isBoth = (novelty & NOVELTY.client) !== 0;
  if (fingerprint[6] === INTRUDER) return intruderIsBack(opening);
  if ((novelty & NOVELTY.network) === 0 || !isYoungFingerprint(opening)) return undefined;
  const usual = [...new Set(baseline.fingerprints.filter((_, at) => at !== index).map(([name]) => name))];
  return {
    detection: 'new-network',
    severity: isBoth ? 'low' : 'info',
    score: isBoth ? 25 : 10,
    summary: `${sinceWords(first, second)} network ${network}${isBoth ? ` and with the client ${client}, both new to the account` : ', new to the account'}. Usual: ${listWords(usual.slice(0, 3))}.`,
    evidence: {
      kind: 'novelty',
      what: 'network',
      value: network,
      usual,
      fingerprint: fingerprintSeen(fingerprint),
      // What many colleagues use, or a carrier, tells nothing of one operator in several accounts.
      ...(event.network.kind === 'mobile' || isEverybodys(neighbourhood, network)
        ? {}
        : { sessionStart: formatInstant(second * 1000) }),
    },
  };
}

/** What an admin once called an intrusion is no context any more. */
function intruderIsBack({ fingerprint, second, baseline, index }: Opening): FindingDraft {
  const [network, client] = fingerprint;
  const usual = [...new Set(baseline.fingerprints.filter((_, at) => at !== index).map(([name]) => name))];
  return {
    detection: 'new-network',
    severity: 'high',
    score: 90,
    summary: `${client} on ${network}, which an admin called an intruder's, is back on ${instantWords(second * 1000)}.`,
    evidence: {
      kind: 'novelty',
      what: 'network',
      value: network,
      usual,
      fingerprint: fingerprintSeen(fingerprint),
      sessionStart: formatInstant(second * 1000),
    },
  };
}

function sinceWords(firstMinute: number, second: number): string {
  return Math.floor(second / 60) <= firstMinute
    ? 'First session from the'
    : `Another session, since ${dateWords(firstMinute * MINUTE_MS)}, from the`;
}
