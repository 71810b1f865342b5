import { expect, vi } from 'vitest';
import { bearer, call, ndjson, newTenant, send, type TestTenant } from './client.ts';

/** A short life and its end: an account that works from Oslo for two weeks, then uploads gigabytes by curl from elsewhere. */

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 7, 3);

const oslo = {
  country: 'NO',
  city: 'Oslo',
  lat: 59.91,
  lon: 10.75,
  timeZone: 'Europe/Oslo',
  asn: 64500,
  asOrg: 'Home',
};
const away = {
  country: 'SG',
  city: 'Singapore',
  lat: 1.35,
  lon: 103.82,
  timeZone: 'Asia/Singapore',
  asn: 64511,
  asOrg: 'Away',
};
const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36';

const at = (ms: number) => new Date(ms).toISOString();

export function lifeOf(account: string, days = 30): Record<string, unknown>[] {
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) =>
      [7, 9, 12].map((hour) => ({
        id: `${account}-${day}-${hour}`,
        time: at(START_MS + day * DAY_MS + hour * HOUR_MS + day * 60_000),
        type: 'login',
        account,
        ip: '192.0.2.10',
        userAgent: browser,
        app: 'citrix',
        geo: oslo,
        outcome: 'success',
      })),
    );
}

export function takeoverOf(account: string, day = 30): Record<string, unknown>[] {
  const from = START_MS + day * DAY_MS + 2 * HOUR_MS;
  const common = { account, ip: '198.51.100.7', userAgent: 'curl/8.4.0', geo: away };
  return [
    { ...common, id: `${account}-in`, time: at(from), type: 'login', app: 'citrix', outcome: 'success' },
    ...Array.from({ length: 12 }, (_, part) => ({
      ...common,
      id: `${account}-up-${part}`,
      time: at(from + (part + 1) * 120_000),
      type: 'storage',
      service: 'dropbox.com',
      operation: 'upload',
      bytes: 350_000_000,
      object: `ss.part${part + 1}.rar`,
    })),
  ];
}

/** Has an account taken over, and waits until the Tenant knows. @returns id of its alert */
export async function takenOver({ adminToken, ingestToken }: TestTenant, account: string): Promise<string> {
  await send(ingestToken, ndjson(lifeOf(account)));
  const answer = await (await send(ingestToken, ndjson(takeoverOf(account)))).json<{ alerts: string[] }>();
  const id = answer.alerts[0] ?? '';
  const known = () => call(`/v1/alerts/${id}`, { headers: bearer(adminToken) });
  await vi.waitFor(async () => expect((await known()).status).toBe(200), { timeout: 10_000 });
  return id;
}

/** A tenant in which these accounts were taken over. */
export async function tenantWith(...names: string[]): Promise<TestTenant> {
  const tenant = await newTenant();
  for (const name of names) {
    await send(tenant.ingestToken, ndjson(lifeOf(name)));
    await send(tenant.ingestToken, ndjson(takeoverOf(name)));
  }
  return tenant;
}
