import { scaleLinear } from 'd3-scale';
import { area, line as curve, curveMonotoneX } from 'd3-shape';
import type { HoursEvidence } from '../../domain/evidence.ts';
import { isFixedZone } from '../../domain/zone.ts';
import { cityOfZone, formatCount, formatOffset, formatShare, formatUtc, plural, twoDigits } from '../format.ts';
import { html, type Markup, NOTHING, shorten } from '../markup.ts';
import { type Figure, figure } from './figure.ts';
import { HOURS_A_DAY, onCircle, shares, WORKDAY, workdayAtHome } from './hour-scale.ts';
import { LAYOUT_WIDTH, type Layout, label, line, positive, range, rect, round, svg } from './svg.ts';

/** The account's usual hours against those of the suspicious sessions, with the same hours as they read elsewhere. */

export interface HoursPicture {
  readonly id: string;
  readonly evidence: HoursEvidence;
  /** Whose hours are the usual ones, as a reader names them. */
  readonly who: string;
  /** The zone whose working day is shaded; left out, only home is shown. */
  readonly operatorOffsetMinutes?: number;
}

const PLOT_HEIGHT = { wide: 190, narrow: 150 } as const;
const LEFT = { wide: 44, narrow: 34 } as const;
const RIGHT = 14;
const TOP = 22;
const RIBBON_TITLE = 24;
const RIBBON_HEIGHT = 24;
const RIBBON_GAP = 6;
/** A bar takes this share of its hour, so that the usual hours stay visible behind. */
const BAR_SHARE = 0.58;
/** Room above the highest bar for its number. */
const HEADROOM = 1.12;
const LEAST_TOP_SHARE = 0.1;

export function hoursFigure(picture: HoursPicture): Markup {
  const { evidence, who, operatorOffsetMinutes } = picture;
  const total = sessionsIn(evidence);
  const home = cityOfZone(evidence.homeZone);
  const keys = [
    { kind: 'hot', text: `Suspicious sessions (${formatCount(total)})` },
    { kind: 'usual', text: `Usual sessions of ${shorten(who, 40)}` },
    ...(operatorOffsetMinutes === undefined
      ? []
      : [{ kind: 'workday', text: `08–18 at ${formatOffset(operatorOffsetMinutes)}` }]),
  ];
  const spec: Figure = {
    heading: 'Hours of the day',
    keys,
    draw: (layout) => hoursChart(picture, layout),
    caption: html`Sessions by the hour in which they began in ${home}, as shares of each group; the numbers on the bars count sessions.${sharedBy(evidence)}`,
    table: hoursTable(picture),
  };
  return figure(spec);
}

const MOST_FINGERPRINTS = 3;
function sharedBy({ fingerprints }: HoursEvidence): Markup {
  if (fingerprints.length === 0) return NOTHING;
  return html` They came by ${fingerprints.slice(0, MOST_FINGERPRINTS).map((seen, index) => html`${index === 0 ? '' : '; by '}<strong><bdi>${seen.client}</bdi></strong> on <strong><bdi>${seen.network}</bdi></strong>${seen.firstSeen === undefined ? '' : `, first seen ${formatUtc(seen.firstSeen)}`}`)}.`;
}

function hoursTable({ evidence, operatorOffsetMinutes }: HoursPicture): Figure['table'] {
  const usual = shares(evidence.usual);
  const ahead = aheadHours(evidence, operatorOffsetMinutes);
  return {
    caption: 'Sessions by hour of the day',
    columns: [
      `Hour in ${cityOfZone(evidence.homeZone)}`,
      ...(operatorOffsetMinutes === undefined ? [] : [`Hour at ${formatOffset(operatorOffsetMinutes)}`]),
      'Suspicious sessions',
      'Usual share',
    ],
    rows: range(0, HOURS_A_DAY).map((hour) => [
      clock(hour),
      ...(operatorOffsetMinutes === undefined ? [] : [clock(onCircle(hour + ahead))]),
      formatCount(positive(evidence.suspicious[hour])),
      formatShare(usual[hour] ?? 0),
    ]),
  };
}

const sessionsIn = ({ suspicious }: HoursEvidence): number =>
  suspicious.reduce((sum, count) => sum + positive(count), 0);

const clock = (hour: number): string => `${twoDigits(Math.floor(hour))}:${twoDigits(Math.round((hour % 1) * 60))}`;

const aheadHours = (evidence: HoursEvidence, operatorOffsetMinutes: number | undefined): number =>
  ((operatorOffsetMinutes ?? evidence.homeUtcOffsetMinutes) - evidence.homeUtcOffsetMinutes) / 60;

export function hoursChart(picture: HoursPicture, layout: Layout): Markup {
  const { id, evidence, who, operatorOffsetMinutes } = picture;
  const usual = shares(evidence.usual);
  const suspicious = shares(evidence.suspicious);
  const bottom = TOP + PLOT_HEIGHT[layout];
  const right = LAYOUT_WIDTH[layout] - RIGHT;
  const x = scaleLinear([0, HOURS_A_DAY], [LEFT[layout], right]);
  const peak = Math.max(LEAST_TOP_SHARE, ...usual, ...suspicious);
  const y = scaleLinear([0, peak * HEADROOM], [bottom, TOP]);
  const operator =
    operatorOffsetMinutes === undefined ? [] : workdayAtHome(aheadHours(evidence, operatorOffsetMinutes));
  const height =
    bottom + (RIBBON_TITLE + RIBBON_HEIGHT + RIBBON_GAP) * (operatorOffsetMinutes === undefined ? 1 : 2) + 4;

  const ticks = y.ticks(layout === 'wide' ? 4 : 3).filter((share) => share > 0);
  const content = html`${operator.map(({ from, to }) => rect('workday', x(from), TOP, x(to) - x(from), bottom - TOP))}
${ticks.map((share) => html`${line('grid', LEFT[layout], y(share), right, y(share))}${label({ x: LEFT[layout] - 6, y: y(share) + 4, text: `${Math.round(share * 100)}%`, anchor: 'end' })}`)}
${usualArea(usual, x, y, bottom)}
${suspicious.map((share, hour) => bar({ share, hour, count: positive(evidence.suspicious[hour]), x, y, bottom }))}
${line('axis', LEFT[layout], bottom, right, bottom)}
${ribbon({ layout, x, top: bottom, title: homeTitle(evidence), ahead: 0, kind: 'home' })}
${operatorRibbon(picture, layout, x, bottom + RIBBON_TITLE + RIBBON_HEIGHT + RIBBON_GAP)}`;

  return svg({
    id,
    layout,
    height,
    title: `Usual hours of ${shorten(who, 80)} against the suspicious sessions`,
    description: describe(evidence, operatorOffsetMinutes),
    content,
  });
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

/** A smooth outline through the middle of each hour; it runs on past midnight so that both edges meet. */
function usualArea(usual: readonly number[], x: Scale, y: Scale, bottom: number): Markup {
  const [left = 0, right = 0] = x.range();
  const points = range(-1, HOURS_A_DAY + 1).map((hour) => ({
    hour: hour + 0.5,
    share: usual[onCircle(hour)] ?? 0,
  }));
  const edge = (hour: number): number => ((usual[onCircle(hour - 1)] ?? 0) + (usual[onCircle(hour)] ?? 0)) / 2;
  const inside = [
    { hour: 0, share: edge(0) },
    ...points.filter(({ hour }) => hour > 0 && hour < HOURS_A_DAY),
    { hour: HOURS_A_DAY, share: edge(0) },
  ];
  const at = (point: { hour: number }): number => Math.min(right, Math.max(left, x(point.hour)));
  const fill = area<{ hour: number; share: number }>()
    .x(at)
    .y0(bottom)
    .y1(({ share }) => y(share))
    .curve(curveMonotoneX)
    .digits(1);
  const outline = curve<{ hour: number; share: number }>()
    .x(at)
    .y(({ share }) => y(share))
    .curve(curveMonotoneX)
    .digits(1);
  return html`<path class="usual" d="${fill(inside) ?? ''}"/><path class="usual-line" d="${outline(inside) ?? ''}"/>`;
}

interface Bar {
  readonly share: number;
  readonly hour: number;
  readonly count: number;
  readonly x: Scale;
  readonly y: Scale;
  readonly bottom: number;
}

function bar({ share, hour, count, x, y, bottom }: Bar): Markup {
  if (share <= 0) return NOTHING;
  const band = x(hour + 1) - x(hour);
  const width = band * BAR_SHARE;
  return html`<rect class="hot" data-hour="${hour}" x="${round(x(hour) + (band - width) / 2)}" y="${round(y(share))}" width="${round(width)}" height="${round(bottom - y(share))}" rx="1.5"/>${label({ x: x(hour) + band / 2, y: y(share) - 5, text: formatCount(count), kind: 'value' })}`;
}

interface Ribbon {
  readonly layout: Layout;
  readonly x: Scale;
  readonly top: number;
  readonly title: string;
  /** Hours that the ribbon's zone is ahead of home. */
  readonly ahead: number;
  readonly kind: 'home' | 'operator';
}

/** "Oslo, home (UTC+2)"; "UTC+9, home by a guess of its hours" of an account of which no place is known. */
const homeTitle = ({ homeZone, homeUtcOffsetMinutes }: HoursEvidence): string =>
  isFixedZone(homeZone)
    ? `${cityOfZone(homeZone)}, home by a guess of its hours`
    : `${cityOfZone(homeZone)}, home (${formatOffset(homeUtcOffsetMinutes)})`;

/** The day as a zone reads it, at the same places; its working day is filled. */
function ribbon({ layout, x, top, title, ahead, kind }: Ribbon): Markup {
  const y = top + RIBBON_TITLE;
  const [left = 0, right = 0] = x.range();
  const step = layout === 'wide' ? 2 : 4;
  const hours = range(0, HOURS_A_DAY, step).map((hour) => ({ hour, at: onCircle(hour - ahead) }));
  return html`${label({ x: left, y: y - 6, text: title, kind: 'ribbon-title', anchor: 'start' })}
${rect('ribbon', left, y, right - left, RIBBON_HEIGHT, 3)}
${workdayAtHome(ahead).map(({ from, to }) => rect(`ribbon-${kind}`, x(from), y, x(to) - x(from), RIBBON_HEIGHT, 2))}
${hours.map(({ hour, at }) => hourMark({ hour, at, x, y, kind }))}`;
}

interface HourMark {
  readonly hour: number;
  readonly at: number;
  readonly x: Scale;
  readonly y: number;
  readonly kind: Ribbon['kind'];
}

function hourMark({ hour, at, x, y, kind }: HourMark): Markup {
  const working = hour >= WORKDAY.fromHour && hour <= WORKDAY.toHour ? ` on-${kind}` : '';
  const text = twoDigits(hour);
  // At the left edge the reading stands inside the ribbon.
  const place = at < 0.4 ? ({ x: x(at) + 4, anchor: 'start' } as const) : ({ x: x(at), anchor: 'middle' } as const);
  return html`${line('hour', x(at), y, x(at), y + 4)}${label({ ...place, y: y + 17, text, kind: `hour${working}` })}`;
}

function operatorRibbon(picture: HoursPicture, layout: Layout, x: Scale, top: number): Markup {
  const { evidence, operatorOffsetMinutes } = picture;
  if (operatorOffsetMinutes === undefined) return NOTHING;
  return ribbon({
    layout,
    x,
    top,
    title: `The same hours at ${formatOffset(operatorOffsetMinutes)}`,
    ahead: aheadHours(evidence, operatorOffsetMinutes),
    kind: 'operator',
  });
}

function describe(evidence: HoursEvidence, operatorOffsetMinutes: number | undefined): string {
  const total = sessionsIn(evidence);
  const home = cityOfZone(evidence.homeZone);
  const busiest = (hours: readonly number[]): string =>
    clock(hours.reduce((best, value, hour) => (positive(value) > positive(hours[best]) ? hour : best), 0));
  const first = `${plural(total, 'suspicious session')}; most begin at ${busiest(evidence.suspicious)} in ${home}, while usual sessions peak at ${busiest(evidence.usual)}.`;
  if (operatorOffsetMinutes === undefined) return first;
  const spans = workdayAtHome(aheadHours(evidence, operatorOffsetMinutes));
  const inside = evidence.suspicious.reduce(
    (sum, count, hour) => sum + (spans.some(({ from, to }) => hour >= from && hour < to) ? positive(count) : 0),
    0,
  );
  return `${first} ${formatCount(inside)} of ${formatCount(total)} begin between 08:00 and 18:00 at ${formatOffset(operatorOffsetMinutes)}.`;
}
