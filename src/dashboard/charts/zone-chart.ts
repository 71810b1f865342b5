import { scaleLinear } from 'd3-scale';
import type { HoursEvidence } from '../../domain/evidence.ts';
import type { OperatorZone } from '../../domain/finding.ts';
import { isFixedZone } from '../../domain/zone.ts';
import { cityOfZone, formatOffset, formatShare, plural } from '../format.ts';
import { html, type Markup, NOTHING, shorten } from '../markup.ts';
import { figure } from './figure.ts';
import { LAYOUT_WIDTH, type Label, type Layout, label, line, positive, range, round, svg } from './svg.ts';

/** The probability of each UTC offset, with the set that holds 90% of it, home, and cities to get one's bearings. */

export interface ZonePicture {
  readonly id: string;
  readonly posterior: HoursEvidence['posterior'];
  /** Left out where there is no one home, as for a campaign. */
  readonly home?: ZoneHome;
  readonly zone: OperatorZone;
}

export interface ZoneHome {
  /** IANA name; its city stands under the mark. */
  readonly timeZone: string;
  readonly utcOffsetMinutes: number;
}

/** Cities by their standard time, far enough apart to be written side by side. */
const BEARINGS: readonly { readonly city: string; readonly offsetHours: number; readonly narrow: boolean }[] = [
  { city: 'Honolulu', offsetHours: -10, narrow: false },
  { city: 'Los Angeles', offsetHours: -8, narrow: true },
  { city: 'New York', offsetHours: -5, narrow: false },
  { city: 'São Paulo', offsetHours: -3, narrow: true },
  { city: 'London', offsetHours: 0, narrow: false },
  { city: 'Cairo', offsetHours: 2, narrow: true },
  { city: 'Dubai', offsetHours: 4, narrow: false },
  { city: 'Dhaka', offsetHours: 6, narrow: false },
  { city: 'Shanghai', offsetHours: 8, narrow: true },
  { city: 'Sydney', offsetHours: 10, narrow: false },
  { city: 'Auckland', offsetHours: 12, narrow: false },
];

/** Room that a city's name needs: letters of a wide font, and a gap to the next one. */
const LETTER_PIXELS = 7;
const LETTERS_APART = 1;
const CITY_LETTERS = 16;

const LEFT = 14;
const RIGHT = 14;
const TOP = 30;
const PLOT_HEIGHT = 96;
/** Offsets in use run from −12 to +14; the picture is never narrower. */
const LEAST_HOURS = -12;
const MOST_HOURS = 13;

export function zoneFigure(picture: ZonePicture): Markup {
  const { zone, posterior, home } = picture;
  const cities = zone.cities.length === 0 ? '' : ` (as in ${zone.cities.join(', ')})`;
  return figure({
    heading: 'Where the day lies',
    keys: [
      { kind: 'hot', text: 'Probability of each offset' },
      { kind: 'credible', text: '90% of the probability' },
      ...(home === undefined ? [] : [{ kind: 'home-mark', text: `Home: ${homeWords(home)}` }]),
    ],
    draw: (layout) => zoneChart(picture, layout),
    caption: html`Within an hour of <strong>${formatOffset(zone.utcOffsetMinutes)}</strong>${cities} with a probability of <strong>${formatShare(zone.probability)}</strong>; 90% lies ${credibleWords(zone)}. From ${plural(zone.sessions, 'session')}. <span class="caveat">This is an estimate of where the day lies, not an attribution; hours cannot tell cities of one zone apart.</span>`,
    table: {
      caption: 'Probability by offset from UTC',
      columns: ['Offset', 'Probability'],
      rows: sorted(posterior).map(({ utcOffsetMinutes, probability }) => [
        formatOffset(utcOffsetMinutes),
        formatShare(probability),
      ]),
    },
  });
}

/** "Oslo (UTC+2)"; "UTC+9, a guess by its hours" of an account of which no place is known. */
const homeWords = ({ timeZone, utcOffsetMinutes }: ZoneHome): string =>
  isFixedZone(timeZone)
    ? `${cityOfZone(timeZone)}, a guess by its hours`
    : `${shorten(cityOfZone(timeZone), CITY_LETTERS)} (${formatOffset(utcOffsetMinutes)})`;

/** "between UTC+7 and UTC+9"; "at UTC+8" where the set is one offset. */
export function credibleWords({ credible: [from, to] }: Pick<OperatorZone, 'credible'>): string {
  const [start, end] = [wrapOffset(from), wrapOffset(to)];
  return start === end ? `at ${formatOffset(start)}` : `between ${formatOffset(start)} and ${formatOffset(end)}`;
}

/** An arc eastward may run on past the date line: 900 minutes is UTC−9. No zone is east of UTC+14. */
const EASTMOST_MINUTES = 840;
const wrapOffset = (minutes: number): number => (minutes > EASTMOST_MINUTES ? minutes - 1440 : minutes);

const sorted = (posterior: HoursEvidence['posterior']): HoursEvidence['posterior'] =>
  posterior
    .filter(({ utcOffsetMinutes }) => Number.isFinite(utcOffsetMinutes))
    .toSorted((one, other) => one.utcOffsetMinutes - other.utcOffsetMinutes);

export function zoneChart({ id, posterior, home, zone }: ZonePicture, layout: Layout): Markup {
  const bins = sorted(posterior).map(({ utcOffsetMinutes, probability }) => ({
    hours: utcOffsetMinutes / 60,
    probability: positive(probability),
  }));
  const step = smallestStep(bins.map(({ hours }) => hours));
  const domain = [
    Math.min(LEAST_HOURS, ...bins.map(({ hours }) => hours)) - 0.5,
    Math.max(MOST_HOURS, ...bins.map(({ hours }) => hours)) + 0.5,
  ];
  const right = LAYOUT_WIDTH[layout] - RIGHT;
  const bottom = TOP + PLOT_HEIGHT;
  const x = scaleLinear(domain, [LEFT, right]);
  const y = scaleLinear([0, Math.max(0.01, ...bins.map(({ probability }) => probability))], [bottom, TOP]);
  const width = Math.max(1.5, (x(step) - x(0)) * 0.7);
  const [from, to] = zone.credible;

  const content = html`${bins.map(
    ({ hours, probability }) =>
      html`<rect class="${inArc(hours * 60, from, to) ? 'hot' : 'hot-rest'}" data-offset="${Math.round(hours * 60)}" x="${round(x(hours) - width / 2)}" y="${round(y(probability))}" width="${round(width)}" height="${round(bottom - y(probability))}" rx="1"/>`,
  )}
${line('axis', LEFT, bottom, right, bottom)}
${peakLabel(zone, x(zone.utcOffsetMinutes / 60), LEFT, right)}
${arc(from / 60, to / 60, domain, step).map(([start, end]) => credibleBar(x(start), x(end), bottom + 8))}
${home === undefined ? NOTHING : homeMark(x(home.utcOffsetMinutes / 60), bottom + 8)}
${range(LEAST_HOURS, MOST_HOURS + 1, layout === 'wide' ? 2 : 4).map((hours) => label({ x: x(hours), y: bottom + 34, text: shortOffset(hours) }))}
${cityLabels(home, layout, x).map((city) => label({ ...city, y: bottom + 50 }))}`;

  return svg({
    id,
    layout,
    height: bottom + 58,
    title: 'Probability of each offset from UTC',
    description: `Within an hour of ${formatOffset(zone.utcOffsetMinutes)} with ${formatShare(zone.probability)}; 90% lies ${credibleWords(zone)}${home === undefined ? '' : `; home is ${homeWords(home)}`}.`,
    content,
  });
}

/** Cities to get one's bearings, and that of home under its mark: what would run into it gives way. */
function cityLabels(home: ZoneHome | undefined, layout: Layout, x: (hours: number) => number): Omit<Label, 'y'>[] {
  const cities = BEARINGS.filter(({ narrow }) => narrow || layout === 'wide').map(({ city, offsetHours }) => ({
    x: x(offsetHours),
    text: city,
    kind: 'city',
  }));
  if (home === undefined) return cities;
  const text = shorten(cityOfZone(home.timeZone), CITY_LETTERS);
  const at = x(home.utcOffsetMinutes / 60);
  const edge = (text.length * LETTER_PIXELS) / 2;
  const anchor = at < edge ? 'start' : at > LAYOUT_WIDTH[layout] - edge ? 'end' : 'middle';
  const isApart = (city: { readonly x: number; readonly text: string }): boolean =>
    Math.abs(city.x - at) > ((city.text.length + text.length) / 2 + LETTERS_APART) * LETTER_PIXELS;
  return [...cities.filter(isApart), { x: at, text, kind: 'city on-home', anchor }];
}

const shortOffset = (hours: number): string => (hours === 0 ? 'UTC' : `${hours < 0 ? '−' : '+'}${Math.abs(hours)}`);

function smallestStep(hours: readonly number[]): number {
  const steps = hours.slice(1).map((hour, index) => hour - (hours[index] ?? hour));
  return Math.min(1, ...steps.filter((step) => step > 0));
}

/** Whether an offset lies on the way eastward from one to the other. */
const inArc = (minutes: number, from: number, to: number): boolean => eastward(from, minutes) <= eastward(from, to);
const eastward = (from: number, to: number): number => (((to - from) % 1440) + 1440) % 1440;

/** An arc in hours as spans of the axis: two where it runs over its eastern end. */
function arc(from: number, to: number, domain: readonly number[], step: number): [number, number][] {
  const [start = 0, end = 0] = domain;
  const half = step / 2;
  if (from <= to && to + half <= end) return [[from - half, to + half]];
  return [
    [from - half, end],
    [start, (to > end - half ? to - 24 : to) + half],
  ];
}

const credibleBar = (from: number, to: number, y: number): Markup =>
  html`${line('credible', from, y, to, y)}${line('credible', from, y - 4, from, y + 4)}${line('credible', to, y - 4, to, y + 4)}`;

const homeMark = (x: number, y: number): Markup =>
  html`<path class="home-mark" d="M${round(x)} ${round(y - 5)}l5 9h-10z"/>`;

function peakLabel(zone: OperatorZone, x: number, left: number, right: number): Markup {
  if (!Number.isFinite(x)) return NOTHING;
  const anchor = x < left + 90 ? 'start' : x > right - 90 ? 'end' : 'middle';
  const text = shorten(`${formatOffset(zone.utcOffsetMinutes)} ± 1 h: ${formatShare(zone.probability)}`, 40);
  return label({ x, y: TOP - 9, text, kind: 'peak', anchor });
}
