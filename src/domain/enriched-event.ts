import type { LoginEvent, StorageEvent } from './event.ts';

/** Where an event came from. A place known by its country only carries every zone of that country in `timeZones`. */
export interface Place {
  readonly country?: string;
  readonly region?: string;
  readonly city?: string;
  readonly lat?: number;
  readonly lon?: number;
  /** IANA zones that the place may lie in, most likely first; one where it is known, empty where nothing is. */
  readonly timeZones: readonly string[];
}

/** `prefix` is the /24 (IPv4) or /64 (IPv6) of the address, so that one office is one network where no AS number is given. */
export interface Network {
  readonly asn?: number;
  readonly organisation?: string;
  readonly prefix?: string;
  readonly kind?: NetworkKind;
}

/** hosting: data centres; vpn: commercial VPN and anonymisers; relay: Private Relay, secure web gateways, satellite, in-flight; mobile: carriers; egress: the tenant's own exits. */
export type NetworkKind = 'hosting' | 'vpn' | 'relay' | 'mobile' | 'egress';

/** A user agent in normal form. `automation` names tools that scripts use (curl, rclone, python-requests, …). */
export interface Client {
  readonly family: string;
  /** Windows with its version ('Windows 7'), others by name. */
  readonly os?: string;
  /** Major version of the browser or tool. */
  readonly version?: number;
  readonly automation: boolean;
}

interface Enrichment {
  /** Name of the source that sent it; (source, id) is unique. */
  readonly source: string;
  readonly timeMs: number;
  readonly place: Place;
  readonly network: Network;
  readonly client: Client;
}

type Raw = 'time' | 'geo';
export type EnrichedLogin = Omit<LoginEvent, Raw> & Enrichment;
export type EnrichedStorage = Omit<StorageEvent, Raw> & Enrichment;
/** An event as the fold takes it: time as an instant; place, network and client filled in. */
export type EnrichedEvent = EnrichedLogin | EnrichedStorage;
