import { scaleLinear } from 'd3-scale';
import type { Alert } from '../../domain/alert.ts';
import type { CampaignEvidence, NoveltyEvidence } from '../../domain/evidence.ts';
import { HOUR_MS, MINUTE_MS, parseInstant } from '../../domain/time.ts';
import { cityOfZone, formatCount, formatOffset, plural, twoDigits } from '../format.ts';
import { fitting, html, type Markup, NOTHING } from '../markup.ts';
import { figure } from './figure.ts';
import { HOURS_A_DAY, WORKDAY, workdayAtHome } from './hour-scale.ts';
import { LAYOUT_WIDTH, type Layout, label, line, range, rect, round, svg } from './svg.ts';

/** The members of a campaign, a row each, over the hours of the day: sessions that say little alone line up together. */

export interface CampaignRow {
  readonly account: string;
  /** Suspicious session starts by local hour of the campaign's home zone, 24 counts. */
  readonly hours: readonly number[];
}

export interface CampaignPicture {
  readonly id: string;
  readonly evidence: CampaignEvidence;
  readonly rows: readonly CampaignRow[];
  readonly operatorOffsetMinutes?: number;
}

const MOST_ROWS = 24;
const ROW_HEIGHT = 24;
const LEFT = { wide: 200, narrow: 122 } as const;
const NAME_GAP = 10;
const LETTER_SIZE = { wide: 12.5, narrow: 11.5 } as const;
const RIGHT = 14;
const TOP = 22;
const MOST_RADIUS = { wide: 9, narrow: 6.5 } as const;
const LEAST_RADIUS = 3.2;
const MINUTES_AN_HOUR = HOUR_MS / MINUTE_MS;
const MINUTES_A_DAY = HOURS_A_DAY * MINUTES_AN_HOUR;

/**
 * Rows from the members' alerts: when their sessions with the campaign's own network and client began. Members whose alerts are
 * not at hand have an empty row.
 */
export function campaignRows(
  accounts: readonly string[],
  { shared, hours: { homeUtcOffsetMinutes } }: CampaignEvidence,
  alerts: readonly Alert[],
): CampaignRow[] {
  return accounts.map((account) => {
    const hours = Array.from({ length: HOURS_A_DAY }, () => 0);
    const own = alerts.filter((alert) => alert.account === account);
    for (const startMinute of sessionStarts(own, shared)) {
      const minutes = startMinute + homeUtcOffsetMinutes;
      const hour = Math.floor((((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY) / MINUTES_AN_HOUR);
      hours[hour] = (hours[hour] ?? 0) + 1;
    }
    return { account, hours };
  });
}

/** Minutes since 1970: what campaigns are pooled from, sessions of a new network that their findings tell the start of, each once. */
function sessionStarts(alerts: readonly Alert[], shared: CampaignEvidence['shared']): Set<number> {
  const starts = new Set<number>();
  for (const { detection, evidence } of alerts.flatMap(({ findings }) => findings)) {
    if (detection !== 'new-network' || evidence.kind !== 'novelty' || !isShared(evidence, shared)) continue;
    const atMs = parseInstant(evidence.sessionStart ?? '');
    if (atMs !== undefined) starts.add(Math.floor(atMs / MINUTE_MS));
  }
  return starts;
}

const isShared = ({ fingerprint }: NoveltyEvidence, shared: CampaignEvidence['shared']): boolean =>
  shared.some(({ network, client }) => network === fingerprint?.network && client === fingerprint.client);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Alerts keep twenty findings, the Tenant a few sessions of each account: where rows and total are not of one number, the caption says so. */
function differenceWords(rows: readonly CampaignRow[], { hours, accounts }: CampaignEvidence): string {
  const told = sum(rows.flatMap((row) => row.hours));
  const all = sum(hours.suspicious);
  if (told === all) return '';
  const [only] = rows;
  if (rows.length === 1 && only !== undefined && accounts.length > 1) {
    return ` ${formatCount(told)} of the ${plural(all, 'session')} ${told === 1 ? 'is' : 'are'} known to be of this account.`;
  }
  return told < all
    ? ` The rows show ${formatCount(told)} of the ${plural(all, 'session')}: findings of the others are not kept, or not at hand.`
    : ` The rows show ${plural(told, 'session')}, ${formatCount(told - all)} more than were counted together when the campaign was last told.`;
}

/** "Oslo (UTC+2)"; "UTC" where the accounts share no zone. */
function placeWords({ hours }: CampaignEvidence): string {
  const offset = formatOffset(hours.homeUtcOffsetMinutes);
  const city = cityOfZone(hours.homeZone);
  return city === offset ? offset : `${city} (${offset})`;
}

export function campaignFigure(picture: CampaignPicture): Markup {
  const { evidence, rows, operatorOffsetMinutes } = picture;
  const place = placeWords(evidence);
  return figure({
    heading: 'Suspicious sessions by account',
    keys: [
      { kind: 'hot', text: 'Suspicious sessions' },
      ...(operatorOffsetMinutes === undefined
        ? []
        : [{ kind: 'workday', text: `08–18 at ${formatOffset(operatorOffsetMinutes)}` }]),
    ],
    draw: (layout) => campaignChart(picture, layout),
    caption: `When the suspicious sessions of each account began, and of all together, in ${place}.${differenceWords(rows, evidence)}${rows.length > MOST_ROWS ? ` The first ${MOST_ROWS} of ${formatCount(rows.length)} accounts are drawn.` : ''}`,
    table: {
      caption: `Suspicious sessions by account and hour in ${place}`,
      columns: ['Account', 'Sessions', 'Hours'],
      rows: [...rows, { account: 'All together', hours: evidence.hours.suspicious }].map(({ account, hours }) => [
        account,
        formatCount(sum(hours)),
        hours.flatMap((count, hour) => (count > 0 ? [`${twoDigits(hour)} h: ${count}`] : [])).join(', ') || '–',
      ]),
    },
  });
}

export function campaignChart(picture: CampaignPicture, layout: Layout): Markup {
  const { id, evidence, operatorOffsetMinutes } = picture;
  const rows = picture.rows.filter(({ hours }) => hours.some((count) => count > 0)).slice(0, MOST_ROWS);
  const all = { account: rows.length > 0 ? 'All together' : 'Pooled', hours: evidence.hours.suspicious };
  const left = LEFT[layout];
  const right = LAYOUT_WIDTH[layout] - RIGHT;
  const x = scaleLinear([0, HOURS_A_DAY], [left, right]);
  const bottom = TOP + (rows.length + 1) * ROW_HEIGHT + 8;
  const most = Math.max(1, ...all.hours);
  const ahead = ((operatorOffsetMinutes ?? 0) - evidence.hours.homeUtcOffsetMinutes) / 60;
  const spans = operatorOffsetMinutes === undefined ? [] : workdayAtHome(ahead);
  return svg({
    id,
    layout,
    height: bottom + 24,
    title: 'Suspicious sessions of each account by hour of the day',
    description: `${plural(evidence.accounts.length, 'account')}; ${plural(evidence.hours.sessions, 'session')} in all${operatorOffsetMinutes === undefined ? '' : `; the working day ${twoDigits(WORKDAY.fromHour)}–${WORKDAY.toHour} at ${formatOffset(operatorOffsetMinutes)} is shaded`}.`,
    content: html`${spans.map(({ from, to }) => rect('workday', x(from), TOP - 10, x(to) - x(from), bottom - TOP + 10))}
${[...rows, all].map((row, index) => {
  const y = TOP + index * ROW_HEIGHT + ROW_HEIGHT / 2 + (index === rows.length ? 8 : 0);
  return html`${index === rows.length && index > 0 ? line('axis', 0, y - ROW_HEIGHT / 2 - 4, right, y - ROW_HEIGHT / 2 - 4) : NOTHING}${line('grid', left, y, right, y)}${label({ x: left - NAME_GAP, y: y + 4, text: fitting(row.account, (left - NAME_GAP) / LETTER_SIZE[layout]), kind: index === rows.length ? 'row strong' : 'row', anchor: 'end' })}${dots(row.hours, most, MOST_RADIUS[layout], x, y)}`;
})}
${line('axis', left, bottom, right, bottom)}
${range(0, HOURS_A_DAY + 1, layout === 'wide' ? 2 : 6).map((hour) => label({ x: x(hour), y: bottom + 17, text: twoDigits(hour) }))}`,
  });
}

/** Dots whose area is the number of sessions. */
const dots = (
  hours: readonly number[],
  most: number,
  radius: number,
  x: (hour: number) => number,
  y: number,
): Markup[] =>
  hours.map((count, hour) =>
    count > 0
      ? html`<circle class="hot" data-count="${count}" cx="${round(x(hour + 0.5))}" cy="${round(y)}" r="${round(Math.max(LEAST_RADIUS, radius * Math.sqrt(count / Math.max(most, count))))}"/>`
      : NOTHING,
  );
