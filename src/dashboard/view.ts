import type { Alert, Campaign } from '../domain/alert.ts';
import type { ChannelReport } from '../domain/channel.ts';
import type { FingerprintSeen } from '../domain/evidence.ts';
import type { RejectedRecord, SourceReport } from '../domain/intake.ts';
import type { TypedNote } from '../domain/note.ts';
import type { Notice } from '../domain/notice.ts';
import type { Severity } from '../domain/severity.ts';

/** What the pages are functions of. Times are RFC 3339 strings as on the wire; `nowMs` is the only clock. */

/** Who looks, and when. `csrf`, where given, goes into every form as the field `csrf`. */
export interface Viewer {
  readonly tenant: string;
  readonly nowMs: number;
  readonly csrf?: string;
}

/** The form of the list; every field is a query parameter of `GET /`. `severity` is the least that is shown; `account` is how its name begins; gravest first, if `order` is left out; `refresh` has the first page come anew by itself. */
export interface AlertFilter {
  readonly status?: Alert['status'];
  readonly severity?: Severity;
  readonly account?: string;
  readonly order?: 'newest';
  readonly refresh?: 'on';
  readonly cursor?: string;
}

export interface AlertsView {
  readonly viewer: Viewer;
  readonly filter: AlertFilter;
  readonly alerts: readonly Alert[];
  /** Open alerts by severity, whatever the filter; left out where it is not known. */
  readonly open?: Readonly<Partial<Record<Severity, number>>>;
  /** Cursor of the page after this one. */
  readonly nextCursor?: string;
  /** Events that the tenant has sent so far; 0 shows how to send the first ones. */
  readonly eventsReceived?: number;
  /** Sources that are silent against their own habit. */
  readonly notices?: readonly Notice[];
  /** Channels that cannot be reached. */
  readonly failingChannels?: readonly ChannelReport[];
  /** Origin of this Meridian, for the curl line, e.g. `https://meridian.example.com`. */
  readonly origin: string;
}

export interface AlertView {
  readonly viewer: Viewer;
  readonly alert: Alert;
  readonly campaign?: Campaign;
  /** One line of confirmation after an action. */
  readonly notice?: string;
  /** Why a form was not taken. */
  readonly problem?: string;
  /** A note that was typed and is not stored; it stands in the form instead of the alert's own. */
  readonly draft?: TypedNote;
}

/** What `POST /alerts/{id}/status` takes in its field `action`. expected and intrusion are verdicts that the baseline learns; note keeps the note and decides nothing. */
export const ALERT_ACTIONS = [
  'note',
  'acknowledge',
  'resolve',
  'reopen',
  'false-positive',
  'expected',
  'intrusion',
] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

export interface SignInView {
  /** Why the last attempt failed, in words for the one who tried. */
  readonly problem?: string;
  /** Where to go afterwards: a path on this site, sent back in the field `next`. */
  readonly next?: string;
  /** Whether a form led here that came after the end of its session. */
  readonly hasEnded?: boolean;
  /**
   * The note that was typed in that form, sent back in the fields `note` and `noteBefore`: to `next`, so that the alert which answers
   * stands at its own address.
   */
  readonly draft?: TypedNote;
}

/** What is known of an account. Whatever is unknown is left out. */
export interface AccountView {
  readonly viewer: Viewer;
  readonly account: string;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly sessions?: number;
  /** IANA names, most usual first. */
  readonly homeZones: readonly string[];
  readonly countries?: readonly string[];
  /** IANA name of the zone by whose clock the hours are read: the first home zone, where this is absent. */
  readonly hoursZone?: string;
  /** Sessions by local hour: 24 counts each, in which those of long ago count less than one. */
  readonly weekdayHours?: readonly number[];
  readonly weekendHours?: readonly number[];
  readonly fingerprints?: readonly (FingerprintSeen & { readonly lastSeen?: string; readonly sessions?: number })[];
  readonly stores?: readonly StoreHabit[];
  readonly alerts: readonly Alert[];
}

/** What an account moves in a busy hour, by store and direction. */
export interface StoreHabit {
  readonly service: string;
  readonly operation: string;
  readonly usualBytes: number;
  readonly usualCount?: number;
}

export interface CampaignsView {
  readonly viewer: Viewer;
  readonly campaigns: readonly Campaign[];
  /** Alerts of the members, as far as they are at hand: they give each account its row in the picture. */
  readonly alerts?: readonly Alert[];
  readonly nextCursor?: string;
}

export interface RejectsView {
  readonly viewer: Viewer;
  readonly rejects: readonly RejectedRecord[];
  /** What the replay that led here came to: rejects that could be read, and that could not. */
  readonly replayed?: { readonly read: number; readonly left: number };
  readonly nextCursor?: string;
}

/** How to connect a vendor; texts may hold `code`. */
export interface VendorGuide {
  readonly vendor: string;
  readonly title: string;
  readonly wayIn: string;
  readonly whatToConfigure: readonly string[];
  readonly canTell: readonly string[];
  readonly cannotTell: readonly string[];
}

export interface SourcesView {
  readonly viewer: Viewer;
  readonly sources: readonly SourceReport[];
  readonly vendors: readonly VendorGuide[];
  readonly origin: string;
}

/** What was typed of a channel that was not made, as it came; its address or key is a secret, and is not sent back. */
export interface ChannelDraft {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly severity?: string | undefined;
}

/** What the last form on the page of channels came to. */
export type ChannelOutcome =
  | { readonly kind: 'made'; readonly name: string /** Shown this once. */; readonly secret?: string }
  | { readonly kind: 'not-made'; readonly reason: string; readonly typed: ChannelDraft }
  | { readonly kind: 'tested'; readonly name: string /** Why it failed. */; readonly reason?: string }
  | { readonly kind: 'removed'; readonly name: string };

export interface ChannelsView {
  readonly viewer: Viewer;
  readonly channels: readonly ChannelReport[];
  readonly outcome?: ChannelOutcome;
}

export interface ErrorView {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly viewer?: Viewer;
}

/** One run of `backtest`. */
export interface BacktestView {
  readonly alerts: readonly Alert[];
  readonly campaigns?: readonly Campaign[];
  readonly files: readonly string[];
  readonly events: number;
  readonly accounts: number;
  readonly rejected: number;
  readonly firstTime?: string;
  readonly lastTime?: string;
  /** How long the run took, in milliseconds. */
  readonly elapsedMs?: number;
}
