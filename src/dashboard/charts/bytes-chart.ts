import { scaleLog } from 'd3-scale';
import type { BytesEvidence } from '../../domain/evidence.ts';
import { formatBytes, formatSpan, plural, wallClock } from '../format.ts';
import { html, type Markup, NOTHING, shorten } from '../markup.ts';
import { type ByteDay, byteDays } from './bytes-days.ts';
import { figure } from './figure.ts';
import { LAYOUT_WIDTH, type Layout, label, line, positive, range, round, svg } from './svg.ts';

/** Bytes per day and store on a log scale, against what the account moves on a busy day of its own. */

export interface BytesPicture {
  readonly id: string;
  readonly evidence: BytesEvidence;
  readonly who: string;
  /** UTC day (yyyy-mm-dd) that the finding speaks of; it stands out. */
  readonly suspectDay: string;
}

const LEFT = { wide: 62, narrow: 56 } as const;
const RIGHT = 12;
const TOP = 26;
const PLOT_HEIGHT = { wide: 200, narrow: 170 } as const;
/** A store's mark never rests on nothing: the axis starts a decade under the smallest day, at 1 kB at least. */
const LEAST_FLOOR_BYTES = 1_000;
const DECADES_OF_HEADROOM = 0.25;
const MARK_RADIUS = { wide: 4, narrow: 2.6 } as const;
/** Marks of other stores, told apart by shape and shade; what comes after shares the last. */
const OTHER_MARKS = 3;

const DIRECTIONS: Readonly<Record<string, string>> = {
  upload: 'uploaded to',
  download: 'downloaded from',
  share: 'shared from',
  delete: 'deleted at',
};
export const directionWords = (operation: string): string => DIRECTIONS[operation] ?? `moved (${operation}) at`;

export function bytesFigure(picture: BytesPicture): Markup {
  const { evidence } = picture;
  const days = byteDays(evidence);
  const others = otherStores(days, evidence.service);
  const usedBefore = days.some(
    ({ day, stores }) => day !== picture.suspectDay && stores.some(({ service }) => service === evidence.service),
  );
  const store = shorten(evidence.service, 40);
  return figure({
    heading: `Bytes ${directionWords(evidence.operation)} ${store}`,
    keys: [
      { kind: 'hot', text: `${store}, the day in question` },
      ...(usedBefore ? [{ kind: 'usual-bar', text: `${store}, other days` }] : []),
      ...others.slice(0, OTHER_MARKS).map((service, index) => ({ kind: `other-${index}`, text: shorten(service, 40) })),
      ...(evidence.usualBytes > 0 ? [{ kind: 'habit', text: habitKey(evidence) }] : []),
    ],
    draw: (layout) => bytesChart(picture, layout),
    caption: html`<strong>${amountWords(evidence)}</strong> ${spanWords(evidence)}; ${habitWords(evidence)}. Days are UTC days; each line of the grid is ten times the one below.`,
    table: {
      caption: `Bytes per UTC day, ${directionWords(evidence.operation)} each store`,
      columns: ['Day', 'Store', 'Bytes'],
      rows: days.flatMap(({ day, stores }) => stores.map(({ service, bytes }) => [day, service, formatBytes(bytes)])),
    },
  });
}

const DAY_MINUTES = 1440;
/** Bursts are measured by the hour, or by their day where that holds more. */
const isOfHours = ({ windowMinutes }: BytesEvidence): boolean => windowMinutes < DAY_MINUTES;
/** Leaks are measured by days that need not follow one another, and their evidence counts days in place of objects. */
const isLeak = ({ windowMinutes }: BytesEvidence): boolean => windowMinutes > DAY_MINUTES;

const habitKey = (evidence: BytesEvidence): string =>
  `Habit: ${formatBytes(evidence.usualBytes)} ${isOfHours(evidence) ? 'in a busy hour' : 'on a busy day'}`;

/** "4.1 GB in 41 objects"; "41 objects" where no sizes were told. */
export function amountWords(evidence: BytesEvidence): string {
  if (isLeak(evidence)) return formatBytes(evidence.bytes);
  const objects = plural(evidence.count, 'object');
  return evidence.bytes > 0 ? `${formatBytes(evidence.bytes)} in ${objects}` : objects;
}

/** "within 48 minutes", "on 6 days". */
export const spanWords = (evidence: BytesEvidence): string =>
  isLeak(evidence)
    ? `on ${plural(Math.round(evidence.windowMinutes / DAY_MINUTES), 'day')}`
    : `within ${evidence.windowMinutes === DAY_MINUTES ? 'a day' : formatSpan(evidence.windowMinutes)}`;

/** What the account moves otherwise; objects are known of hours alone. */
export function habitWords(evidence: BytesEvidence): string {
  const bytes = evidence.usualBytes > 0 ? [formatBytes(evidence.usualBytes)] : [];
  const objects = isOfHours(evidence) && evidence.usualCount > 0 ? [plural(evidence.usualCount, 'object')] : [];
  if (bytes.length + objects.length === 0) return 'the account has no habit of this yet';
  return `${isOfHours(evidence) ? 'a busy hour' : 'a busy day'} of the account moves ${[...bytes, ...objects].join(', in ')}`;
}

function otherStores(days: readonly ByteDay[], own: string): string[] {
  const sums = new Map<string, number>();
  for (const { service, bytes } of days.flatMap(({ stores }) => stores)) {
    if (service !== own) sums.set(service, (sums.get(service) ?? 0) + bytes);
  }
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([service]) => service);
}

export function bytesChart(picture: BytesPicture, layout: Layout): Markup {
  const { id, evidence, who, suspectDay } = picture;
  const days = byteDays(evidence);
  const others = otherStores(days, evidence.service);
  const values = [
    ...days.flatMap(({ stores }) => stores.map(({ bytes }) => bytes)),
    positive(evidence.usualBytes),
  ].filter((bytes) => bytes > 0);
  const floor = Math.max(LEAST_FLOOR_BYTES, 10 ** (Math.floor(Math.log10(Math.min(...values, 1e15))) - 1));
  const peak = Math.max(floor * 100, ...values) * 10 ** DECADES_OF_HEADROOM;
  const bottom = TOP + PLOT_HEIGHT[layout];
  const right = LAYOUT_WIDTH[layout] - RIGHT;
  const y = scaleLog([floor, peak], [bottom, TOP]);
  const band = (right - LEFT[layout]) / Math.max(days.length, 10);
  const habitY = evidence.usualBytes > 0 ? Math.min(bottom, y(evidence.usualBytes)) : undefined;
  const middle = (index: number): number => right - (days.length - index - 0.5) * band;

  const content = html`${decades(floor, peak).map((bytes) => gridLine({ bytes, y: y(bytes), left: LEFT[layout], right, floor, habitY }))}
${habitLine(evidence, habitY, LEFT[layout], right)}
${days.map((day, index) => dayMarks({ day, others, evidence, layout, band, bottom, suspect: day.day === suspectDay, x: middle(index), right, y: (bytes) => y(Math.max(floor, bytes)) }))}
${line('axis', LEFT[layout], bottom, right, bottom)}
${dayLabels(days, middle, band, bottom, suspectDay)}`;

  return svg({
    id,
    layout,
    height: bottom + 26,
    title: `Bytes ${directionWords(evidence.operation)} ${shorten(evidence.service, 60)} per day by ${shorten(who, 80)}`,
    description: `${amountWords(evidence)} ${spanWords(evidence)}, ${isLeak(evidence) ? 'the last of them' : 'on'} ${suspectDay}; ${habitWords(evidence)}.`,
    content,
  });
}

const decades = (floor: number, peak: number): number[] =>
  range(Math.ceil(Math.log10(floor)), Math.floor(Math.log10(peak)) + 1).map((power) => 10 ** power);

interface GridLine {
  readonly bytes: number;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly floor: number;
  readonly habitY: number | undefined;
}

/** Room that a reading on the axis needs. */
const TICK_PIXELS = 13;

/** The habit's own reading takes the place of a decade's beside it. */
const gridLine = ({ bytes, y, left, right, floor, habitY }: GridLine): Markup =>
  html`${bytes > floor ? line('grid', left, y, right, y) : NOTHING}${
    habitY !== undefined && Math.abs(y - habitY) < TICK_PIXELS
      ? NOTHING
      : label({ x: left - 6, y: y + 4, text: formatBytes(bytes), anchor: 'end' })
  }`;

function habitLine(evidence: BytesEvidence, at: number | undefined, left: number, right: number): Markup {
  if (at === undefined) return NOTHING;
  return html`${line('habit', left, at, right, at)}${label({ x: left - 6, y: at + 4, text: formatBytes(evidence.usualBytes), kind: 'habit-text', anchor: 'end' })}`;
}

interface DayMarks {
  readonly day: ByteDay;
  readonly others: readonly string[];
  readonly evidence: BytesEvidence;
  readonly layout: Layout;
  readonly band: number;
  readonly bottom: number;
  readonly suspect: boolean;
  readonly x: number;
  readonly right: number;
  readonly y: (bytes: number) => number;
}

function dayMarks({ day, others, evidence, layout, band, bottom, suspect, x, right, y }: DayMarks): Markup {
  const own = day.stores.find(({ service }) => service === evidence.service);
  const width = Math.min(band * 0.7, 26);
  return html`${
    own === undefined
      ? NOTHING
      : html`<rect class="${suspect ? 'hot' : 'usual-bar'}" data-day="${day.day}" x="${round(x - width / 2)}" y="${round(y(own.bytes))}" width="${round(width)}" height="${round(bottom - y(own.bytes))}" rx="1.5"/>`
  }${day.stores
    .filter(({ service }) => service !== evidence.service)
    .map(({ service, bytes }) =>
      storeMark(Math.min(others.indexOf(service), OTHER_MARKS - 1), x, y(bytes), MARK_RADIUS[layout]),
    )}${own !== undefined && suspect ? valueLabel(own.bytes, x, y(own.bytes) - 7, right) : NOTHING}`;
}

const valueLabel = (bytes: number, x: number, y: number, right: number): Markup =>
  x > right - 30
    ? label({ x: right, y, text: formatBytes(bytes), kind: 'value', anchor: 'end' })
    : label({ x, y, text: formatBytes(bytes), kind: 'value' });

/** A ring, a diamond or a square, so that stores are told apart without colour. */
function storeMark(index: number, x: number, y: number, radius: number): Markup {
  const size = radius + 0.5;
  if (index === 0) return html`<circle class="other-0" cx="${round(x)}" cy="${round(y)}" r="${radius}"/>`;
  if (index === 1)
    return html`<path class="other-1" d="M${round(x)} ${round(y - size)}l${size} ${size}l-${size} ${size}l-${size} -${size}z"/>`;
  return html`<rect class="other-2" x="${round(x - radius)}" y="${round(y - radius)}" width="${radius * 2}" height="${radius * 2}"/>`;
}

const LEAST_LABEL_PIXELS = 66;
function dayLabels(
  days: readonly ByteDay[],
  middle: (index: number) => number,
  band: number,
  bottom: number,
  suspectDay: string,
): Markup {
  const every = Math.max(1, Math.ceil(LEAST_LABEL_PIXELS / band));
  const last = days.length - 1;
  return html`${days.map(({ day }, index) => {
    if ((last - index) % every !== 0) return NOTHING;
    const text = wallClock(Date.parse(`${day}T00:00:00Z`), 0).shortDate;
    const kind = day === suspectDay ? 'tick strong' : 'tick';
    const near = index === last && band < LEAST_LABEL_PIXELS / 1.5;
    return near
      ? label({ x: middle(index) + band / 2, y: bottom + 18, text, kind, anchor: 'end' })
      : label({ x: middle(index), y: bottom + 18, text, kind });
  })}`;
}
