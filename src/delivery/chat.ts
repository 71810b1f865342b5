import type { Alert } from '../domain/alert.ts';
import { severityRank } from '../domain/severity.ts';
import { alertLink, headlineOf, lineOf, type Message, sourcesLink, timeWords } from './message.ts';

/** One thing to say in a chat: a headline, a sentence or two, small print, and where to go on. */
export interface ChatCard {
  readonly headline: string;
  readonly text: string;
  readonly small: string;
  readonly link: { readonly words: string; readonly url: string };
  /** How many of the messages it tells. */
  readonly messages: number;
}

/** Cards of one post; the rest waits for the next. */
export const MOST_CARDS = 8;
const MOST_HEADLINE = 150;
const MOST_TEXT = 1_500;
const MOST_ACCOUNTS = 10;

/**
 * The cards of one post. Alerts of a campaign that come one after another make one card: forty accounts of one operator are
 * one thing to look at.
 */
export function chatCards(messages: readonly Message[], page: string, most = MOST_CARDS): readonly ChatCard[] {
  const cards: ChatCard[] = [];
  for (let at = 0; at < messages.length && cards.length < most; ) {
    const group = groupAt(messages, at);
    cards.push(cardOf(group, page));
    at += group.length;
  }
  return cards;
}

function groupAt(messages: readonly Message[], at: number): readonly Message[] {
  const first = messages[at];
  const campaign = first?.kind === 'alert' ? first.alert.campaign : undefined;
  let end = at + 1;
  if (campaign !== undefined) while (isOf(messages[end], campaign)) end += 1;
  return messages.slice(at, end);
}

const isOf = (message: Message | undefined, campaign: string): boolean =>
  message?.kind === 'alert' && message.alert.campaign === campaign;

function cardOf(group: readonly Message[], page: string): ChatCard {
  const [first] = group;
  const messages = group.length;
  if (first === undefined || first.kind === 'test')
    return {
      headline: 'Meridian can reach this channel',
      text: 'This is a test. Alerts will look like it.',
      small: '',
      link: { words: 'Open Meridian', url: page },
      messages: 1,
    };
  if (first.kind === 'notice')
    return {
      headline:
        first.topic === 'raised'
          ? `Source ${first.notice.source} is silent`
          : `Source ${first.notice.source}: no longer missed`,
      text: lineOf(`${first.topic === 'ended' ? 'Told before: ' : ''}${first.notice.summary}`, MOST_TEXT),
      small: `since ${timeWords(first.notice.since)}`,
      link: { words: 'See the sources', url: sourcesLink(page) },
      messages: 1,
    };
  const alerts = group.flatMap((message) => (message.kind === 'alert' ? [message] : []));
  const lead = alerts.reduce((gravest, each) => (isGraver(each.alert, gravest.alert) ? each : gravest));
  const rose = lead.topic === 'raised' ? 'Now ' : '';
  const accounts = new Set(alerts.map(({ alert }) => alert.account));
  const others = [...accounts].filter((account) => account !== lead.alert.account);
  return {
    headline: `${rose}${headlineOf(lead.alert, others.length, MOST_HEADLINE - rose.length)}`,
    text: lineOf(lead.alert.summary, MOST_TEXT),
    small: lineOf(smallPrint(lead.alert, others), MOST_TEXT),
    link: { words: 'Open the alert', url: alertLink(page, lead.alert) },
    messages,
  };
}

/** By severity, and of those alike by score: what is critical may have the smaller one. */
const isGraver = (one: Alert, other: Alert): boolean =>
  (severityRank(one.severity) - severityRank(other.severity) || one.score - other.score) > 0;

function smallPrint(lead: Alert, others: readonly string[]): string {
  const named = others.slice(0, MOST_ACCOUNTS).join(', ');
  const more = others.length > MOST_ACCOUNTS ? ` and ${others.length - MOST_ACCOUNTS} more` : '';
  const same = others.length === 0 ? '' : ` · same campaign: ${named}${more}`;
  return `${lead.account} · opened ${timeWords(lead.openedAt)}, last sign ${timeWords(lead.lastSeenAt)} · ${lead.techniques.join(', ')}${same}`;
}
