import { html, type Markup } from '../markup.ts';
import type { Layout } from './svg.ts';

export interface Key {
  /** Class of the swatch. */
  readonly kind: string;
  readonly text: string;
}

export interface Figure {
  readonly heading: string;
  readonly keys?: readonly Key[];
  /** Draws the picture for one layout. */
  readonly draw: (layout: Layout) => Markup;
  readonly caption: Markup | string;
  readonly table: FigureTable;
}

/** The picture's numbers, for those who cannot or would rather not look at it. The first cell of each row is its heading. */
export interface FigureTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A picture with its heading, key, caption and the same in a table. */
export function figure({ heading, keys = [], draw, caption, table }: Figure): Markup {
  return html`<figure class="picture">
<div class="picture-head"><h3>${heading}</h3>
<ul class="keys" aria-label="Key">${keys.map((key) => html`<li><span class="swatch ${key.kind}" aria-hidden="true"></span>${key.text}</li>`)}</ul></div>
${draw('wide')}
${draw('narrow')}
<figcaption>${caption}</figcaption>
<details class="numbers"><summary>The same as a table</summary>${dataTable(table)}</details>
</figure>`;
}

export const dataTable = ({
  caption,
  columns,
  rows,
}: FigureTable): Markup => html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody>
</table></div>`;
