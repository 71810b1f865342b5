import type { NetworkKind } from '../domain/enriched-event.ts';

/**
 * Systems whose name says something else than what logins from them are: the exits of iCloud Private Relay (Cloudflare, whose WARP they
 * share, Akamai and Fastly; https://developer.apple.com/icloud/prepare-your-network-for-icloud-private-relay), and Verizon's mobile ones.
 */
const SYSTEMS: ReadonlyMap<number, NetworkKind> = new Map([
  [13_335, 'relay'],
  [36_183, 'relay'],
  [54_113, 'relay'],
  [6_167, 'mobile'],
  [22_394, 'mobile'],
]);

/** What the name of a network shows of its kind. The order counts: a relay run by a hosting company is a relay. */
const KINDS: readonly { readonly kind: NetworkKind; readonly pattern: RegExp }[] = [
  {
    kind: 'relay',
    pattern:
      /private relay|icloud|zscaler|netskope|cisco umbrella|opendns|forcepoint|menlo security|palo alto|prisma access|cato networks|iboss|cloudflare warp|warp\b|broadcom.*(?:web security|symantec)|sophos|barracuda|cloudi-fi|starlink|oneweb|space exploration|viasat|hughes|inmarsat|gogo\b|intelsat|panasonic avionics|anuvu|ses s\.?a|eutelsat|iridium|thales in.?flight|global eagle|sitaonair/i,
  },
  {
    kind: 'vpn',
    pattern:
      /\bvpn\b|nordvpn|tefincom|mullvad|31173|expressvpn|surfshark|proton ?(?:vpn|ag)|private internet access|cyberghost|ipvanish|windscribe|tunnelbear|perfect privacy|\btor\b|tor exit|m247|datacamp|packethub|quadranet|performive|anonymi[sz]|tzulo|ivpn\b|hide\.?me|airvpn/i,
  },
  {
    kind: 'hosting',
    pattern:
      /hosting|datacent(?:er|re)|data ?cent(?:er|re)|\bcolo|\bvps\b|cloud(?!flare warp)|amazon|\baws\b|google llc|google cloud|microsoft corp|azure|digitalocean|linode|akamai|vultr|choopa|ovh|hetzner|leaseweb|contabo|scaleway|online s\.?a\.?s|alibaba|tencent|oracle|rackspace|ionos|godaddy|dreamhost|hostinger|namecheap|server|constant company|netcup|latitude\.sh|firstcolo|aeza\b|nexeon|layer7 networks|ip volume|hivelocity|psychz|joyent|fly\.io|render services|upcloud|kamatera|gcore\b|g-core/i,
  },
  {
    kind: 'mobile',
    pattern:
      /mobile|mobil\b|wireless|cellular|cellco|t-mobile|vodafone|orange|telef[oó]nica m|o2\b|verizon wireless|sprint|\blte\b|\b[345]g\b|telenor mobil|jio\b|airtel|ntt docomo|softbank|kddi|three\b|hi3g|ee limited/i,
  },
];

/** The kind of a network by its number, else by its organisation's name; undefined where neither says. */
export function networkKindOf(asn: number | undefined, organisation: string | undefined): NetworkKind | undefined {
  const known = asn === undefined ? undefined : SYSTEMS.get(asn);
  if (known !== undefined || organisation === undefined) return known;
  return KINDS.find(({ pattern }) => pattern.test(organisation))?.kind;
}
