import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { html, type Markup } from '../../dashboard/markup.ts';
import type { Curve, Point } from './curves.ts';

/** A plain line chart as SVG: one colour a curve, its name at its end in the legend. Shares go from 0 to 1 upwards. */
export interface LineChart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xMost: number;
  readonly curves: readonly Curve[];
  /** A vertical line, e.g. the share of false alerts that a working point allows. */
  readonly mark?: number;
  readonly formatX: (x: number) => string;
}

const WIDTH = 440;
const HEIGHT = 300;
const MARGIN = { left: 46, right: 12, top: 28, bottom: 40 } as const;
const COLOURS = ['#0b6e99', '#b5431c', '#3c7a2a', '#7a3c8f', '#8a6d00', '#4a5568'] as const;
const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? COLOURS[0];

export function lineChart({ title, xLabel, yLabel, xMost, curves, mark, formatX }: LineChart): Markup {
  const x = scaleLinear([0, xMost], [MARGIN.left, WIDTH - MARGIN.right]).clamp(true);
  const y = scaleLinear([0, 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const path = line<Point>(
    (point) => x(point.x),
    (point) => y(point.y),
  );
  return html`<figure class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<text x="${MARGIN.left}" y="16" class="title">${title}</text>
${y.ticks(5).map(
  (tick) => html`<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick)}" y2="${y(tick)}" class="grid"/>
<text x="${MARGIN.left - 6}" y="${y(tick) + 4}" text-anchor="end">${Math.round(tick * 100)}%</text>`,
)}
${x
  .ticks(5)
  .map(
    (tick) =>
      html`<text x="${x(tick)}" y="${HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${formatX(tick)}</text>`,
  )}
<text x="${(WIDTH + MARGIN.left) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xLabel}</text>
<text x="12" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 12 ${HEIGHT / 2})">${yLabel}</text>
${mark === undefined ? '' : html`<line x1="${x(mark)}" x2="${x(mark)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}" class="mark"/>`}
${curves.map(({ points }, index) => html`<path d="${path([...points]) ?? ''}" fill="none" stroke="${colourOf(index)}" stroke-width="2"/>`)}
</svg>
<figcaption>${curves.map(({ name }, index) => html`<span><i style="background:${colourOf(index)}"></i>${name}</span> `)}</figcaption></figure>`;
}
