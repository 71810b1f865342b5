import { scaleLinear } from 'd3-scale';
import { cityOfZone, formatShare, plural, twoDigits } from '../format.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { figure } from './figure.ts';
import { HOURS_A_DAY, shares } from './hour-scale.ts';
import { LAYOUT_WIDTH, type Layout, label, line, positive, range, rect, round, svg } from './svg.ts';

/** An account's usual hours: weekdays above the line, weekends below it. */

export interface HabitPicture {
  readonly id: string;
  readonly homeZone: string;
  readonly weekdayHours: readonly number[];
  readonly weekendHours: readonly number[];
}

const LEFT = { wide: 76, narrow: 76 } as const;
const RIGHT = 14;
const TOP = 12;
const HALF = 80;
const AXIS = 22;
/** Readings of a half, at most about so many; none in the height that its name takes. */
const TICKS = 3;
const NAME_HEIGHT = 26;

export function habitFigure(picture: HabitPicture): Markup {
  const weekday = shares(picture.weekdayHours);
  const weekend = shares(picture.weekendHours);
  return figure({
    heading: 'Usual hours',
    keys: [
      { kind: 'usual-bar', text: 'Weekdays' },
      { kind: 'weekend', text: 'Weekends' },
    ],
    draw: (layout) => habitChart(picture, layout),
    caption: `Share of sessions by the hour in ${cityOfZone(picture.homeZone)} in which they begin, weekdays and weekends each on their own: ${sessionWords(picture.weekdayHours)} on weekdays, ${sessionWords(picture.weekendHours)} at weekends, where those of long ago count less.`,
    table: {
      caption: `Share of sessions by hour in ${cityOfZone(picture.homeZone)}`,
      columns: ['Hour', 'Weekdays', 'Weekends'],
      rows: range(0, HOURS_A_DAY).map((hour) => [
        `${twoDigits(hour)}:00`,
        formatShare(weekday[hour] ?? 0),
        formatShare(weekend[hour] ?? 0),
      ]),
    },
  });
}

const sessionWords = (hours: readonly number[]): string =>
  plural(Math.round(hours.reduce((sum, count) => sum + positive(count), 0)), 'session');

export function habitChart({ id, homeZone, weekdayHours, weekendHours }: HabitPicture, layout: Layout): Markup {
  const weekday = shares(weekdayHours);
  const weekend = shares(weekendHours);
  const x = scaleLinear([0, HOURS_A_DAY], [LEFT[layout], LAYOUT_WIDTH[layout] - RIGHT]);
  const height = scaleLinear([0, Math.max(0.05, ...weekday, ...weekend)], [0, HALF]);
  const middle = TOP + HALF;
  const below = middle + AXIS;
  const band = x(1) - x(0);
  const bar = (kind: string, share: number, hour: number, y: number): Markup =>
    share > 0 ? rect(kind, x(hour) + band * 0.12, y, band * 0.76, height(share), 1.5) : NOTHING;
  // A tick beside the name of its half would stand on it.
  const ticks = height.ticks(TICKS).filter((share) => height(share) > NAME_HEIGHT);
  const tick = (share: number, y: number): Markup =>
    html`${line('grid', x(0), y, x(HOURS_A_DAY), y)}${label({ x: LEFT[layout] - 10, y: y + 4, text: formatShare(share), anchor: 'end' })}`;
  return svg({
    id,
    layout,
    height: below + HALF + 8,
    title: 'Usual hours of the account',
    description: `Weekdays above, weekends below, in ${cityOfZone(homeZone)} time.`,
    content: html`${ticks.map((share) => html`${tick(share, middle - height(share))}${tick(share, below + height(share))}`)}
${weekday.map((share, hour) => bar('usual-bar', share, hour, middle - height(share)))}
${weekend.map((share, hour) => bar('weekend', share, hour, below))}
${line('axis', x(0), middle, x(HOURS_A_DAY), middle)}${line('axis', x(0), below, x(HOURS_A_DAY), below)}
${range(0, HOURS_A_DAY + 1, layout === 'wide' ? 2 : 4).map((hour) => label({ x: x(hour), y: round(middle + 15), text: twoDigits(hour) }))}
${label({ x: LEFT[layout] - 10, y: middle - 6, text: 'Weekdays', anchor: 'end', kind: 'row' })}
${label({ x: LEFT[layout] - 10, y: below + 14, text: 'Weekends', anchor: 'end', kind: 'row' })}`,
  });
}
