import type { NormalEvent } from '../../domain/event.ts';
import { DAY_MS, formatInstant, HOUR_MS } from '../../domain/time.ts';
import { createRandom } from '../scenario/random.ts';

/** Events for measuring: many accounts, each with its two networks, its client and its hours; a tenth move files. In order of time. */

const CLIENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
];
const PLACES = [
  { country: 'NO', city: 'Oslo', lat: 59.91, lon: 10.75, timeZone: 'Europe/Oslo' },
  { country: 'US', city: 'Chicago', lat: 41.88, lon: -87.63, timeZone: 'America/Chicago' },
  { country: 'JP', city: 'Tokyo', lat: 35.68, lon: 139.69, timeZone: 'Asia/Tokyo' },
];
const BEGINS_MS = Date.parse('2026-01-05T00:00:00Z');
const STORAGE_SHARE = 0.1;
const LOGINS_A_DAY = 4;

const APPS = ['mail', 'files', 'chat', 'wiki', 'crm', 'payroll', 'git'] as const;
const BESIDE_MS = 150_000;

/**
 * The same people as a company's log shows them, in which a session is more than one event: one app after another, or one file
 * after another, minutes apart.
 */
export function busyWorkload(events: number, accounts: number): NormalEvent[] {
  const openings = workload(Math.ceil(events / APPS.length), accounts);
  return openings
    .flatMap((event) =>
      APPS.map((app, index): NormalEvent => {
        const time = formatInstant(Date.parse(event.time) + index * BESIDE_MS);
        const common = { id: `${event.id}-${index}`, time };
        return event.type === 'login' ? { ...event, ...common, app } : { ...event, ...common };
      }),
    )
    .toSorted(byTime)
    .slice(0, events);
}

export const EVENTS_A_SESSION = APPS.length;

const byTime = (one: NormalEvent, other: NormalEvent): number => (one.time < other.time ? -1 : 1);

export function workload(events: number, accounts: number): NormalEvent[] {
  const random = createRandom('bench');
  const spanDays = events / accounts / LOGINS_A_DAY;
  return Array.from({ length: events }, (_, index): NormalEvent => {
    const account = random.whole(0, accounts - 1);
    const day = Math.floor((index / events) * spanDays);
    const hour = random.normal(13 + (account % 5) - 2, 3);
    const network = 2 * account + Number(random.chance(0.3));
    const geo = {
      ...(PLACES[account % PLACES.length] ?? {}),
      asn: 64_496 + (network % 16),
      asOrg: `Example Broadband ${network % 16}`,
    };
    const common = {
      id: `bench-${index}`,
      time: formatInstant(Math.floor((BEGINS_MS + day * DAY_MS + hour * HOUR_MS) / 1000) * 1000),
      account: `person-${account}@example.com`,
      ip: `2001:db8:${(network >> 8).toString(16)}:${(network & 255).toString(16)}::7`,
      userAgent: CLIENTS[account % CLIENTS.length] ?? '',
      geo,
    };
    return random.chance(STORAGE_SHARE)
      ? {
          ...common,
          type: 'storage',
          service: 'sharepoint.com',
          operation: 'download',
          bytes: Math.round(random.skewed(1e6, 1.5)),
        }
      : { ...common, type: 'login', outcome: 'success', app: 'mail' };
  }).toSorted(byTime);
}
