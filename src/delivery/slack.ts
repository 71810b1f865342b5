import { type ChatCard, chatCards } from './chat.ts';
import { CHAT_TOPICS, type ChannelWriter, JSON_HEADERS } from './message.ts';

/**
 * Slack's incoming webhooks, with Block Kit: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. Texts are
 * what an attacker may have written, so they go as plain text, or escaped.
 */
export const slack: ChannelWriter<'slack'> = {
  topics: CHAT_TOPICS,
  write: ({ url, page }, messages) => {
    const cards = chatCards(messages, page);
    const body = {
      // What a notification on a phone shows.
      text: escaped(cards.map(({ headline }) => headline).join('; ')),
      blocks: cards.flatMap(blocksOf),
      unfurl_links: false,
    };
    const told = cards.reduce((sum, { messages: count }) => sum + count, 0);
    return { url, headers: JSON_HEADERS, body: JSON.stringify(body), messages: told };
  },
};

/** The three characters that Slack reads as its own: https://docs.slack.dev/messaging/formatting-message-text#escaping. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

const blocksOf = ({ headline, text, small, link }: ChatCard) => [
  { type: 'header', text: plain(headline) },
  { type: 'section', text: plain(text) },
  ...(small === '' ? [] : [{ type: 'context', elements: [plain(small)] }]),
  { type: 'actions', elements: [{ type: 'button', text: plain(link.words), url: link.url }] },
];
