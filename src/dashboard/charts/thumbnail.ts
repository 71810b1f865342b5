import type { HoursEvidence } from '../../domain/evidence.ts';
import { html, type Markup } from '../markup.ts';
import { HOURS_A_DAY, shares } from './hour-scale.ts';
import { positive, rect, round } from './svg.ts';

/** Thumbnails for the list. They repeat what the row says, so they are hidden from screen readers. */

const WIDTH = 96;
const HEIGHT = 26;
const BASE = 24;

/** Usual hours as columns behind, suspicious sessions before them. */
export function miniHours(evidence: HoursEvidence): Markup {
  const usual = shares(evidence.usual);
  const suspicious = shares(evidence.suspicious);
  const peak = Math.max(0.01, ...usual, ...suspicious);
  const band = WIDTH / HOURS_A_DAY;
  const column = (kind: string, share: number, hour: number, inset: number): Markup =>
    rect(kind, hour * band + inset, BASE - (share / peak) * (BASE - 2), band - 2 * inset, (share / peak) * (BASE - 2));
  return frame(
    html`${usual.map((share, hour) => column('usual', share, hour, 0))}${suspicious.map((share, hour) =>
      share > 0 ? column('hot', share, hour, 0.8) : '',
    )}`,
  );
}

/** A row of days, the last of them the one in question; heights are orders of magnitude. */
export function miniBytes(dayBytes: readonly number[]): Markup {
  const days = dayBytes.slice(-HOURS_A_DAY).map(positive);
  const logs = days.map((bytes) => Math.max(0, Math.log10(Math.max(1, bytes)) - 3));
  const peak = Math.max(1, ...logs);
  const band = WIDTH / Math.max(12, days.length);
  const start = WIDTH - band * days.length;
  const last = logs.length - 1;
  return frame(
    html`${logs.map((log, index) => rect(index === last ? 'hot' : 'usual', start + index * band + 0.7, BASE - (log / peak) * (BASE - 2), band - 1.4, (log / peak) * (BASE - 2)))}`,
  );
}

/** Two days by the hour: what was taken, and before it what could not be read. Heights are orders of magnitude. */
export function miniHoursOfTwoDays(events: readonly number[], rejects: readonly number[]): Markup {
  const height = (count: number): number => Math.log10(1 + positive(count));
  const peak = Math.max(1, ...events.map(height), ...rejects.map(height));
  const band = WIDTH / Math.max(1, events.length);
  const column = (kind: string, count: number, hour: number): Markup | string =>
    count > 0
      ? rect(
          kind,
          hour * band + 0.3,
          BASE - (height(count) / peak) * (BASE - 2),
          band - 0.6,
          (height(count) / peak) * (BASE - 2),
        )
      : '';
  return frame(
    html`${events.map((count, hour) => column('usual', count, hour))}${rejects.map((count, hour) => column('hot', count, hour))}`,
  );
}

const frame = (content: Markup): Markup =>
  html`<svg class="mini" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" focusable="false">${content}<line class="axis" x1="0" y1="${round(BASE + 0.5)}" x2="${WIDTH}" y2="${round(BASE + 0.5)}"/></svg>`;
