import { formatInstant } from '../domain/time.ts';
import { minuteOf, NOVELTY } from './baseline.ts';
import { YOUNG_FINGERPRINT_DAYS, YOUNG_FINGERPRINT_SESSIONS } from './constants.ts';
import type { FindingDraft } from './detection.ts';
import { fingerprintSeen } from './fingerprint-seen.ts';
import type { Opening } from './judge.ts';

/**
 * new-network and new-client: context. Each session of a young fingerprint says so again, because the Tenant pools these
 * sessions over accounts.
 */
export function judgeNovelty({ baseline, event, fingerprint: index }: Opening): readonly FindingDraft[] {
  const fingerprint = baseline.fingerprints[index];
  if (fingerprint === undefined || fingerprint[5] === 0) return [];
  const [network, client, first, , sessions, novelty] = fingerprint;
  const ageMinutes = minuteOf(event.timeMs) - first;
  if (sessions >= YOUNG_FINGERPRINT_SESSIONS || ageMinutes > YOUNG_FINGERPRINT_DAYS * 1440) return [];
  const isBoth = novelty === (NOVELTY.network | NOVELTY.client);
  const evidence = {
    kind: 'novelty',
    fingerprint: fingerprintSeen(fingerprint),
    sessionStart: formatInstant(event.timeMs),
  } as const;
  const others = baseline.fingerprints.filter((_, at) => at !== index);
  const since = ageMinutes === 0 ? 'for the first time' : `first seen on ${formatInstant(first * 60_000).slice(0, 10)}`;
  if ((novelty & NOVELTY.network) !== 0) {
    const usual = [...new Set(others.map((other) => other[0]))];
    const withClient = isBoth ? ` and a client, ${client}, that is new as well` : '';
    return [
      {
        detection: 'new-network',
        severity: isBoth ? 'low' : 'info',
        score: isBoth ? 25 : 10,
        summary: `A session from a network ${since}: ${network}${withClient}. Usual: ${usual.slice(0, 3).join('; ')}.`,
        evidence: { ...evidence, what: 'network', value: network, usual },
      },
    ];
  }
  const usual = [...new Set(others.map((other) => other[1]))];
  return [
    {
      detection: 'new-client',
      severity: 'info',
      score: 8,
      summary: `A session with a client ${since}: ${client}. Usual: ${usual.slice(0, 3).join('; ')}.`,
      evidence: { ...evidence, what: 'client', value: client, usual },
    },
  ];
}
