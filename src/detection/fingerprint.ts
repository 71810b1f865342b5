import type { Client, Network } from '../domain/enriched-event.ts';
import { label } from './label.ts';

/** Bytes of a network's and a client's name in a baseline. */
const NAME_BYTES = 28;

/** The (network, client) pair that tells one actor's stream inside an account from another's, by the names that people read. */
export interface FingerprintNames {
  readonly network: string;
  readonly client: string;
}

/** Name of a network or a client that nothing names. */
export const UNNAMED = 'unknown';
const networkNames = new WeakMap<Network, string>();
const clientNames = new WeakMap<Client, string>();

/** Enrichment hands out the same object for the same network, so that its name is put together once. */
export function networkName(network: Network): string {
  const known = networkNames.get(network);
  if (known !== undefined) return known;
  const { asn, organisation, prefix } = network;
  const name =
    asn === undefined
      ? (organisation ?? prefix ?? UNNAMED)
      : organisation === undefined
        ? `AS${asn}`
        : `${organisation} AS${asn}`;
  const short = label(name, NAME_BYTES);
  networkNames.set(network, short);
  return short;
}

/** Family and operating system: versions come and go by themselves, except that of Windows, which `os` holds. */
export function clientName(client: Client): string {
  const known = clientNames.get(client);
  if (known !== undefined) return known;
  const short = label(client.os === undefined ? client.family : `${client.family}, ${client.os}`, NAME_BYTES);
  clientNames.set(client, short);
  return short;
}
