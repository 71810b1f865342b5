import type { Alert } from '../../domain/alert.ts';
import { formatUtc } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

/** What an admin said of an alert, and when; nothing where nobody did. */
export function verdictSaid({ verdict: said }: Alert): Markup {
  if (said === undefined) return NOTHING;
  const until = said.until === undefined ? '' : ` until ${formatUtc(said.until)}`;
  return html`<p class="said"><strong>${verdictWords(said.verdict)}${until}</strong> on <time datetime="${said.at}">${formatUtc(said.at)}</time></p>`;
}

export const verdictWords = (verdict: NonNullable<Alert['verdict']>['verdict']): string =>
  verdict === 'intrusion' ? 'Marked as an intrusion' : 'Marked as expected';
