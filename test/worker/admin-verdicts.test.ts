import { describe, expect, it } from 'vitest';
import { call, getJson, ndjson, newTenant, ORIGIN, send, sendJson, type TestTenant } from '../support/worker/client.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

/** What an admin's word on an alert does to what comes after it, from the door to the fold and back. */

const ACCOUNT = 'ola@example.com';
const INTRUDER = 'curl';

type Verdict = 'expected' | 'intrusion';

/** The door of the API. */
async function sayByCall({ adminToken }: TestTenant, alert: string, verdict: Verdict): Promise<void> {
  const response = await sendJson('PATCH', `/v1/alerts/${alert}`, adminToken, { verdict: { verdict } });
  expect(response.status).toBe(200);
}

/** That of the page. */
async function sayByForm({ adminToken }: TestTenant, alert: string, action: Verdict): Promise<void> {
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    call(path, { method: 'POST', headers: { Origin: ORIGIN, ...headers }, body: new URLSearchParams(fields) });
  const signedIn = await post('/sign-in', { token: adminToken });
  const Cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
  const page = await (await call(`/alerts/${alert}`, { headers: { Cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await post(`/alerts/${alert}/status`, { action, csrf }, { Cookie })).status).toBe(303);
}

/** Somebody comes in from Singapore by curl and uploads, on a day; no archives in parts, which are told whoever makes them. */
async function visit({ ingestToken }: TestTenant, day: number): Promise<readonly string[]> {
  const events = takeoverOf(ACCOUNT, day).map((event, at) => ({ ...event, id: `${day}-${at}`, object: 'x.pdf' }));
  const answer = await (await send(ingestToken, ndjson(events))).json<{ accepted: number; alerts: string[] }>();
  expect(answer.accepted).toBe(events.length);
  return answer.alerts;
}

const openCount = async ({ adminToken }: TestTenant): Promise<number> =>
  (await getJson<{ alerts: unknown[] }>('/v1/alerts', adminToken)).alerts.length;

/** Sessions of the intruder's fingerprint that count as the account's own. */
async function countedSessions({ adminToken }: TestTenant): Promise<number | undefined> {
  const { baseline } = await getJson<{ baseline: { fingerprints: [string, string, number, number, number][] } }>(
    `/v1/accounts/${encodeURIComponent(ACCOUNT)}`,
    adminToken,
  );
  return baseline.fingerprints.find(([, client]) => client === INTRUDER)?.[4];
}

async function takenOverOnce(): Promise<{ tenant: TestTenant; alert: string }> {
  const tenant = await newTenant();
  await send(tenant.ingestToken, ndjson(lifeOf(ACCOUNT)));
  const [alert = ''] = await visit(tenant, 30);
  expect(alert).not.toBe('');
  return { tenant, alert };
}

it('without a word, the like opens another alert', async () => {
  const { tenant } = await takenOverOnce();
  expect(await countedSessions(tenant)).toBe(0);
  expect(await visit(tenant, 45)).toHaveLength(1);
  expect(await openCount(tenant)).toBe(2);
});

describe.each([
  ['the API', sayByCall],
  ['the page', sayByForm],
])('a verdict by %s', (_, say) => {
  it('of expected keeps the like quiet, and one of intrusion ends that', async () => {
    const { tenant, alert } = await takenOverOnce();
    await say(tenant, alert, 'expected');
    expect(await visit(tenant, 45)).toEqual([]);
    expect(await openCount(tenant)).toBe(1);
    expect(await countedSessions(tenant)).toBeGreaterThan(0);

    await say(tenant, alert, 'intrusion');
    expect(await countedSessions(tenant)).toBe(0);
    expect(await visit(tenant, 60)).toHaveLength(1);
    expect(await openCount(tenant)).toBe(2);
    expect(await countedSessions(tenant)).toBe(0);
  });
});
