import { html, type Markup } from '../markup.ts';

/** A picture is drawn twice, for a wide and for a narrow page; the stylesheet shows the one that fits, so that its letters stay readable. */
export type Layout = 'wide' | 'narrow';
export const LAYOUT_WIDTH: Readonly<Record<Layout, number>> = { wide: 920, narrow: 358 };

export interface Drawing {
  /** Unique in the page; ids of title and description derive from it. */
  readonly id: string;
  readonly layout: Layout;
  readonly height: number;
  /** Names the picture. */
  readonly title: string;
  /** Says in words what it shows. */
  readonly description: string;
  readonly content: Markup;
}

/** One accessible SVG element. Colours come from classes alone, so that it follows the page's light or dark. */
export function svg({ id, layout, height, title, description, content }: Drawing): Markup {
  const name = `${id}-${layout}`;
  const width = LAYOUT_WIDTH[layout];
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart ${layout}" viewBox="0 0 ${width} ${round(height)}" role="img" aria-labelledby="${name}-title ${name}-desc" focusable="false"><title id="${name}-title">${title}</title><desc id="${name}-desc">${description}</desc>${content}</svg>`;
}

/** Coordinates in tenths of a pixel; what is no number is drawn at 0 rather than breaking the picture. */
export const round = (value: number): number => (Number.isFinite(value) ? Math.round(value * 10) / 10 : 0);

export interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly kind?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

export const label = ({ x, y, text, kind = 'tick', anchor = 'middle' }: Label): Markup =>
  html`<text class="${kind}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${text}</text>`;

export const rect = (kind: string, x: number, y: number, width: number, height: number, radius = 0): Markup =>
  html`<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}" rx="${radius}"/>`;

export const line = (kind: string, x1: number, y1: number, x2: number, y2: number): Markup =>
  html`<line class="${kind}" x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"/>`;

/** Whole numbers from `start` while below `end`. */
export const range = (start: number, end: number, step = 1): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - start) / step)) }, (_, index) => start + index * step);

/** What is drawn is never negative, and never NaN. */
export const positive = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
