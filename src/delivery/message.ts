import type { Alert } from '../domain/alert.ts';
import type { ChannelConfig } from '../domain/channel.ts';
import type { Notice } from '../domain/notice.ts';
import { formatInstant, parseInstant } from '../domain/time.ts';

/** What happened to an alert, as a receiver is told. */
export const ALERT_TOPICS = ['opened', 'raised', 'updated', 'acknowledged', 'resolved', 'reopened'] as const;
export type AlertTopic = (typeof ALERT_TOPICS)[number];
export const NOTICE_TOPICS = ['raised', 'ended'] as const;
export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

/** Something to tell; `id` is the same however often it is sent. */
export type Message =
  | {
      readonly kind: 'alert';
      readonly id: string;
      readonly topic: AlertTopic;
      readonly alert: Alert;
      /** What it was first told as: its campaign, where it had one, or itself. One incident for one operator. */
      readonly incident: string;
      /** Whether nothing of the incident is open any more. */
      readonly endsIncident: boolean;
    }
  | { readonly kind: 'notice'; readonly id: string; readonly topic: NoticeTopic; readonly notice: Notice }
  | { readonly kind: 'test'; readonly id: string };

/** A POST to make; it tells `messages` of those given, from the first on. */
export interface ChannelRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly messages: number;
}

/** What a kind of channel is: which changes it hears of, and how its next request is written. */
export interface ChannelWriter<K extends ChannelConfig['kind'] = ChannelConfig['kind']> {
  readonly topics: readonly AlertTopic[];
  /** The request that tells the first of these messages, and as many more as fit. */
  readonly write: (
    channel: Extract<ChannelConfig, { kind: K }>,
    messages: readonly Message[],
    sentMs: number,
  ) => ChannelRequest;
}

export const JSON_HEADERS = { 'Content-Type': 'application/json', 'User-Agent': 'Meridian' } as const;

/** Chats are told once that an alert is there, and once for each time that it grows graver. */
export const CHAT_TOPICS: readonly AlertTopic[] = ['opened', 'raised'];

export const alertLink = (page: string, alert: Alert): string =>
  new URL(`/alerts/${encodeURIComponent(alert.id)}`, page).href;
export const sourcesLink = (page: string): string => new URL('/sources', page).href;

/** Controls, ends of lines, and the marks that turn the direction of writing: what comes from outside must not forge a line, or its order. */
const DECEPTIVE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** One line of text, not longer than so many characters. */
export const lineOf = (text: string, most: number): string =>
  clipped(text.replaceAll(DECEPTIVE, '\ufffd').toWellFormed(), most);

const MOST_NAME = 64;
/** Names differ at their end as well: it is the person in a role's. */
const NAME_END = 40;

function nameOf(account: string): string {
  const name = lineOf(account, Number.POSITIVE_INFINITY);
  if (name.length <= MOST_NAME) return name;
  return `${clipped(name, MOST_NAME - NAME_END)}${name.slice(-NAME_END).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/**
 * How grave, what, and whose: all that a telephone shows before somebody decides whether to get up. A long title gives way, not the name.
 * @param others accounts that are told with it
 */
export function headlineOf({ severity, title, account }: Alert, others: number, most: number): string {
  const more = others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`;
  const whose = ` (${nameOf(account)}${more})`;
  return `${lineOf(`${severity.toUpperCase()}: ${title}`, most - whose.length)}${whose}`;
}

/** '2018-08-17 01:35 UTC'; the text itself where it is no time. */
export function timeWords(time: string): string {
  const atMs = parseInstant(time);
  return atMs === undefined ? time : `${formatInstant(atMs).slice(0, 'yyyy-mm-ddThh:mm'.length).replace('T', ' ')} UTC`;
}

/** The same text, not longer than so many characters; never half a character. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
