import ipaddr from 'ipaddr.js';

/** An address as the tables take it. */
export interface Address {
  /** Normal form; an IPv4 address mapped into IPv6 is the IPv4 address. */
  readonly text: string;
  /** The /24 (IPv4) or /64 (IPv6) that it lies in, in CIDR notation. */
  readonly prefix: string;
  /** False for private, documentation, carrier-grade and other addresses that lie nowhere on the public internet. */
  readonly isPublic: boolean;
  readonly parsed: ipaddr.IPv4 | ipaddr.IPv6;
}

const PREFIX_BITS = { ipv4: 24, ipv6: 64 } as const;

/** Reads an address; undefined for what is none. */
export function readAddress(ip: string): Address | undefined {
  const parsed = parse(ip);
  return parsed === undefined ? undefined : new ReadAddress(parsed);
}

function parse(ip: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  try {
    return ipaddr.process(ip);
  } catch {
    return undefined;
  }
}

/** A class for its getters: of an address whose event has a place and a network only the prefix is asked for. */
class ReadAddress implements Address {
  readonly parsed: ipaddr.IPv4 | ipaddr.IPv6;

  constructor(parsed: ipaddr.IPv4 | ipaddr.IPv6) {
    this.parsed = parsed;
  }

  get text(): string {
    return this.parsed.toString();
  }

  get prefix(): string {
    const bits = PREFIX_BITS[this.parsed.kind()];
    const masked = this.parsed.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
    return `${ipaddr.fromByteArray(masked).toString()}/${bits}`;
  }

  get isPublic(): boolean {
    return this.parsed.range() === 'unicast';
  }
}

/** Ranges in CIDR notation, matched as such; what is no range matches nothing. */
export function createRangeMatcher(ranges: readonly string[]): (address: Address) => boolean {
  const parsed = ranges.filter((range) => ipaddr.isValidCIDR(range)).map((range) => ipaddr.parseCIDR(range));
  return (address) =>
    parsed.some(([base, bits]) => base.kind() === address.parsed.kind() && address.parsed.match(base, bits));
}
