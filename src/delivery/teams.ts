import { type ChatCard, chatCards, MOST_CARDS } from './chat.ts';
import { CHAT_TOPICS, type ChannelWriter, JSON_HEADERS } from './message.ts';

/**
 * A Teams workflow that takes Adaptive Cards:
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook. Texts are runs, which
 * Teams shows as they are; in a text block it would read Markdown.
 */
export const teams: ChannelWriter<'teams'> = {
  topics: CHAT_TOPICS,
  write: ({ url, page }, messages) => {
    for (let most = MOST_CARDS; ; most -= 1) {
      const cards = chatCards(messages, page, most);
      const body = JSON.stringify(postOf(cards));
      if (most > 1 && new TextEncoder().encode(body).length > MOST_BYTES) continue;
      const told = cards.reduce((sum, { messages: count }) => sum + count, 0);
      return { url, headers: JSON_HEADERS, body, messages: told };
    }
  },
};

/** Teams refuses posts of more than 28 KB; a single card is far below it. */
const MOST_BYTES = 27_000;

function postOf(cards: readonly ChatCard[]): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: cards.map(containerOf),
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

const run = (text: string, style: object = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...style }],
});

const containerOf = ({ headline, text, small, link }: ChatCard) => ({
  type: 'Container',
  separator: true,
  items: [
    run(headline, { size: 'Large', weight: 'Bolder' }),
    run(text),
    ...(small === '' ? [] : [run(small, { size: 'Small', isSubtle: true })]),
    { type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: link.words, url: link.url }] },
  ],
});
