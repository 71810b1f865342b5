import { isClientUntold, type Opening } from './opening.ts';

/** What is new about a session's client and network, and what was before. */
export function noveltyWords(opening: Opening): string {
  const { baseline, index, fingerprint, isNewClient, isNewNetwork } = opening;
  const [network, client] = fingerprint;
  const usual = usualFingerprint(baseline.fingerprints.filter((_, at) => at !== index));
  const before = usual === undefined ? '' : ` Usual: ${usual[1]} on ${usual[0]}.`;
  if (isClientUntold(opening))
    return `The source names no clients; the network (${network}) is ${isNewNetwork ? 'new to the account' : 'known'}.`;
  if (isNewClient && isNewNetwork)
    return `Its client (${client}) and network (${network}) are new to the account.${before}`;
  if (isNewClient) return `Its client (${client}) is new to the account; the network (${network}) is known.${before}`;
  return `The client is one that the account uses (${client}), on ${network}.`;
}

function usualFingerprint<T extends readonly [string, string, number, number, number, ...unknown[]]>(
  known: readonly T[],
): T | undefined {
  return known.reduce<T | undefined>((best, one) => (best === undefined || one[4] > best[4] ? one : best), undefined);
}
