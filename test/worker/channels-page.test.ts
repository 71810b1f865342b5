import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, getJson, newTenant, ORIGIN, type TestTenant } from '../support/worker/client.ts';
import { later, openReceiver, type Receiver } from '../support/worker/receiver.ts';
import { takenOver } from '../support/worker/takeover.ts';

const SLACK_URL = 'https://hooks.slack.com/services/T0/B0/secret';
const WEBHOOK_URL = 'https://soar.example.com/meridian';

let tenant: TestTenant;
let receiver: Receiver;

beforeEach(async () => {
  tenant = await newTenant();
  receiver = openReceiver();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the page of channels', () => {
  const signIn = async () => {
    const response = await call('/sign-in', {
      method: 'POST',
      headers: { Origin: ORIGIN },
      body: new URLSearchParams({ token: tenant.adminToken }),
    });
    const cookie = (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const page = await (await call('/channels', { headers: { Cookie: cookie } })).text();
    return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' };
  };
  const fill = async (path: string, fields: Record<string, string>) => {
    const { cookie, csrf } = await signIn();
    const body = new URLSearchParams({ csrf, ...fields });
    const response = await call(path, { method: 'POST', headers: { Cookie: cookie, Origin: ORIGIN }, body });
    return { status: response.status, text: await response.text() };
  };

  it('makes, tries and removes a channel', async () => {
    const made = await fill('/channels', { kind: 'webhook', name: 'soar', target: WEBHOOK_URL, severity: 'high' });
    expect(made.text).toMatch(/shown only now: <code>whsec_/);
    expect(await getJson('/v1/channels/soar', tenant.adminToken)).toMatchObject({ severity: 'high', page: ORIGIN });
    expect((await fill('/channels/soar/test', {})).text).toContain('took the test message');
    receiver.answer = () => new Response('<b>no</b>', { status: 403 });
    expect((await fill('/channels/soar/test', {})).text).toContain('HTTP 403: &lt;b&gt;no&lt;/b&gt;');
    expect((await fill('/channels/soar/remove', {})).text).toContain('is removed');
    expect((await fill('/channels/soar/remove', {})).status).toBe(404);
  });

  it.each([
    [{ kind: 'slack', name: 'x', target: 'http://example.com/', severity: 'high' }, 'the address is not https'],
    [{ kind: 'slack', name: 'No!', target: SLACK_URL, severity: 'high' }, 'name: use 1 to 64'],
    [{ kind: 'pagerduty', name: 'x', target: 'short', severity: 'high' }, 'integration key: not an integration key'],
    [{ kind: 'slack', name: 'x', target: SLACK_URL, severity: 'info' }, 'severity: not medium, high or critical'],
    [{ kind: 'fax', name: 'x', target: SLACK_URL, severity: 'high' }, 'kind: not slack, teams, pagerduty or webhook'],
    [{ kind: 'slack', name: 'x', target: 'hooks', severity: 'high' }, 'address: not an address such as https://'],
  ])('says what is wrong with %o', async (fields, reason) => {
    const { status, text } = await fill('/channels', fields);
    expect(status).toBe(400);
    expect(text).toContain(reason);
    expect(text).not.toMatch(/Invalid|Expected|but received/);
  });

  it('keeps what was typed of a channel that was not made, but for its address', async () => {
    const { text } = await fill('/channels', { kind: 'teams', name: 'soc"', target: SLACK_URL, severity: 'high' });
    expect(text).toContain('name="name" value="soc&quot;"');
    expect(text).toContain('<option value="teams" selected>');
    expect(text).toContain('<option value="high" selected>');
    expect(text).not.toContain(SLACK_URL);
  });

  it('asks before a channel is removed', async () => {
    const { text } = await fill('/channels', { kind: 'slack', name: 'soc', target: SLACK_URL, severity: 'high' });
    const asked = /<details class="confirm">(.*?)<\/details>/s.exec(text)?.[1] ?? '';
    expect(asked).toContain('<summary>Remove</summary>');
    expect(asked).toMatch(/action="\/channels\/soc\/remove".*Remove soc<\/button>/s);
    expect(text.split('/channels/soc/remove')).toHaveLength(2);
  });

  it('the list of alerts says which channel cannot be reached', async () => {
    await fill('/channels', { kind: 'webhook', name: 'soar', target: WEBHOOK_URL, severity: 'medium' });
    receiver.answer = () => new Response(null, { status: 500 });
    await takenOver(tenant, 'ola@example.com');
    await later(tenant.tenant);
    const { cookie } = await signIn();
    expect(await (await call('/', { headers: { Cookie: cookie } })).text()).toContain(
      '1 channel cannot be reached: soar',
    );
  });
});
