import { formatHome, formatUtc } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';

/** A time in UTC and, where it is known, in the account's home zone. */
export function moment(time: string, homeZone?: string): Markup {
  const local = homeZone === undefined ? undefined : formatHome(time, homeZone);
  return html`<span class="moment"><time datetime="${time}">${formatUtc(time)}</time>${local === undefined ? NOTHING : html` <span class="local">${local}</span>`}</span>`;
}
