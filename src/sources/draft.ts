import type { FACTORS, FAILURES, StorageOperation } from '../domain/event.ts';

/** What a vendor's file fills in: an event whose fields may still be missing, too long or not valid. `settle` makes it one. */

type Maybe<T> = { readonly [K in keyof T]?: T[K] | undefined };

export type DraftGeo = Maybe<{
  country: string;
  region: string;
  city: string;
  lat: number;
  lon: number;
  timeZone: string;
  asn: number;
  asOrg: string;
}>;

type Common = Maybe<{
  /** The vendor's own id; where there is none, one is derived from the draft. */
  id: string;
  /** Milliseconds. */
  time: number;
  /** Milliseconds of a clock whose zone nothing says, read as UTC: the time of the collector's envelope goes before it. */
  localTime: number;
  account: string;
  ip: string;
  userAgent: string;
  app: string;
  device: string;
  geo: DraftGeo;
  anonymizer: boolean;
}>;

export type Factor = (typeof FACTORS)[number];
export type Failure = (typeof FAILURES)[number];

export type LoginDraft = { readonly type: 'login' } & Common &
  Maybe<{
    outcome: 'success' | 'failure';
    failure: Failure;
    interactive: boolean;
    factor: Factor;
  }>;

export type StorageDraft = {
  readonly type: 'storage';
  readonly service: string;
  readonly operation: StorageOperation;
} & Common &
  Maybe<{
    bytes: number;
    count: number;
    object: string;
    external: boolean;
  }>;

export type Draft = LoginDraft | StorageDraft;

/** A record that is not to become an event, and the reason it is counted by. */
export interface PassedOver {
  readonly notOurs: string;
}

export const notOurs = (why: string): PassedOver => ({ notOurs: why });

/** What a vendor's file says of a record. Several drafts when one record tells of several events. */
export type Reading = Draft | readonly Draft[] | PassedOver;
