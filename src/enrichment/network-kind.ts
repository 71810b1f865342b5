import type { NetworkKind } from '../domain/enriched-event.ts';

/** What the name of a network shows of its kind. The order counts: a relay run by a hosting company is a relay. */
const KINDS: readonly { readonly kind: NetworkKind; readonly pattern: RegExp }[] = [
  {
    kind: 'relay',
    pattern:
      /private relay|icloud|zscaler|netskope|cisco umbrella|opendns|forcepoint|menlo security|palo alto|prisma access|cato networks|iboss|cloudflare warp|warp\b|starlink|space exploration|viasat|hughes|inmarsat|gogo\b|intelsat|panasonic avionics|anuvu|ses s\.?a|eutelsat|iridium/i,
  },
  {
    kind: 'vpn',
    pattern:
      /\bvpn\b|nordvpn|tefincom|mullvad|31173|expressvpn|surfshark|proton ?(?:vpn|ag)|private internet access|cyberghost|ipvanish|windscribe|tunnelbear|perfect privacy|\btor\b|tor exit|m247|datacamp|packethub|quadranet|performive|anonymi[sz]/i,
  },
  {
    kind: 'hosting',
    pattern:
      /hosting|datacent(?:er|re)|data ?cent(?:er|re)|\bcolo|\bvps\b|cloud(?!flare warp)|amazon|\baws\b|google llc|google cloud|microsoft corp|azure|digitalocean|linode|akamai|vultr|choopa|ovh|hetzner|leaseweb|contabo|scaleway|online s\.?a\.?s|alibaba|tencent|oracle|rackspace|ionos|godaddy|dreamhost|hostinger|namecheap|server/i,
  },
  {
    kind: 'mobile',
    pattern:
      /mobile|mobil\b|wireless|cellular|cellco|t-mobile|vodafone|orange|telef[oó]nica m|o2\b|verizon wireless|sprint|\blte\b|\b[345]g\b|telenor mobil|jio\b|airtel|ntt docomo|softbank|kddi|three\b|ee limited/i,
  },
];

/** The kind of a network by its organisation's name; undefined where the name does not say. */
export function networkKindOf(organisation: string): NetworkKind | undefined {
  return KINDS.find(({ pattern }) => pattern.test(organisation))?.kind;
}
