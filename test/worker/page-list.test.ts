import { beforeAll, expect, it } from 'vitest';
import { call, ORIGIN, type TestTenant } from '../support/worker/client.ts';
import { takenOver, tenantWith } from '../support/worker/takeover.ts';

/** The list of the page, by the account that is asked for. */

const ACCOUNTS = ['ola@example.com', 'ola.n@example.com', 'ol_@example.com', 'kari@example.com'];

let tenant: TestTenant;
let Cookie: string;

const listed = async (account: string): Promise<string[]> => {
  const response = await call(`/?${new URLSearchParams({ account })}`, { headers: { Cookie } });
  const text = await response.text();
  return [...text.matchAll(/<strong class="subject"><bdi>([^<]+)</g)].map(([, name = '']) => name).toSorted();
};

beforeAll(async () => {
  tenant = await tenantWith(...ACCOUNTS.slice(1));
  await takenOver(tenant, ACCOUNTS[0] ?? '');
  const body = new URLSearchParams({ token: tenant.adminToken });
  const signedIn = await call('/sign-in', { method: 'POST', headers: { Origin: ORIGIN }, body });
  Cookie = (signedIn.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
}, 60_000);

it.each([
  ['ola', ['ola.n@example.com', 'ola@example.com']],
  ['OLA@', ['ola@example.com']],
  ['ola@example.com', ['ola@example.com']],
  ['ol_', ['ol_@example.com']],
  ['%', []],
  ['la', []],
  ['', ACCOUNTS.toSorted()],
])('%s finds the accounts that begin so, and reads no wildcard into it', async (account, found) => {
  expect(await listed(account)).toEqual(found);
});
