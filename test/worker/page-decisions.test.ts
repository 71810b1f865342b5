import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import { call, getJson, newTenant, ORIGIN, sendJson, type TestTenant } from '../support/worker/client.ts';
import { takenOver } from '../support/worker/takeover.ts';

/** What a decision leaves behind, and what is refused. */

const PAST = '2020-02-29';

let tenant: TestTenant;
let alert: string;
let Cookie: string;
let csrf: string;

const form = (path: string, fields: Record<string, string>) =>
  call(path, { method: 'POST', headers: { Origin: ORIGIN, Cookie }, body: new URLSearchParams(fields) });
const decide = (fields: Record<string, string>) => form(`/alerts/${alert}/status`, { csrf, ...fields });
const patch = (body: object) => sendJson('PATCH', `/v1/alerts/${alert}`, tenant.adminToken, body);
const stored = () => getJson<Alert>(`/v1/alerts/${alert}`, tenant.adminToken);
const page = async () => (await call(`/alerts/${alert}`, { headers: { Cookie } })).text();

beforeAll(async () => {
  tenant = await newTenant();
  alert = await takenOver(tenant, 'ola@example.com');
  Cookie = '';
  const response = await form('/sign-in', { token: tenant.adminToken });
  Cookie = (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
  csrf = /name="csrf" value="([^"]+)"/.exec(await page())?.[1] ?? '';
}, 60_000);

describe('expected until a day that is past', () => {
  it('is refused on the page, with a sentence, and the note kept', async () => {
    const response = await decide({ action: 'expected', until: PAST, note: 'on <leave>' });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain(`Nothing was decided: ${PAST} is past.`);
    expect(text).toContain('>on &lt;leave&gt;</textarea>');
    expect(text).toMatch(/name="until" type="date" min="\d{4}-\d\d-\d\d"/);
    expect(await stored()).toMatchObject({ status: 'open' });
  });

  it('is refused by the API, with the path of the field', async () => {
    const verdict = { verdict: 'expected', until: `${PAST}T00:00:00Z` };
    const response = await patch({ verdict, status: 'resolved' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/verdict/until', detail: 'is past' }] });
    expect(await stored()).toMatchObject({ status: 'open' });
  });
});

describe('until when a verdict holds', () => {
  it.each([
    [{ verdict: 'intrusion', until: '2999-12-24T23:59:59Z' }, 'only for what is expected'],
    [{ verdict: 'expected', until: 'soon' }, 'not an RFC 3339 time'],
  ])('of %j is refused once, with the reason', async (verdict, detail) => {
    const response = await patch({ verdict });
    expect(response.status).toBe(400);
    const { errors } = await response.json<{ errors: unknown }>();
    expect(errors).toEqual([{ pointer: '/verdict/until', detail }]);
    expect(await stored()).not.toHaveProperty('verdict');
  });
});

describe('a verdict', () => {
  it.each(['the page', 'the API'])(
    'of %s is written on the alert, with its time, and the note beside it',
    async (door) => {
      const note = `by ${door}`;
      const until = '2999-12-24T23:59:59Z';
      const before = Date.now();
      if (door === 'the page') await decide({ action: 'expected', until: '2999-12-24', note, noteBefore: '' });
      else await patch({ verdict: { verdict: 'expected', until }, status: 'resolved', note });
      const { verdict, ...alertNow } = await stored();
      expect(alertNow).toMatchObject({ status: 'resolved', note });
      expect(verdict).toEqual({ verdict: 'expected', until, at: expect.any(String) });
      expect(Date.parse(verdict?.at ?? '')).toBeGreaterThanOrEqual(before - 1_000);
      expect(await page()).toContain('Marked as expected until Tue 24 Dec 2999, 23:59 UTC');
      await decide({ action: 'intrusion' });
      expect((await stored()).verdict?.verdict).toBe('intrusion');
      expect(await stored()).toMatchObject({ status: 'acknowledged', note });
      expect(await page()).toContain('Marked as an intrusion');
      await decide({ action: 'reopen', note: '', noteBefore: note });
    },
  );
});

describe('a note', () => {
  it('is kept alone, and is taken away when it is emptied', async () => {
    const { status } = await stored();
    expect((await decide({ action: 'note', note: 'asked him', noteBefore: '' })).status).toBe(303);
    expect(await stored()).toMatchObject({ status, note: 'asked him' });
    await decide({ action: 'note', note: '', noteBefore: 'asked him' });
    expect(await stored()).not.toHaveProperty('note');
  });

  it('of somebody else stays where a form that was opened before it is sent', async () => {
    await patch({ note: 'from a colleague' });
    await decide({ action: 'acknowledge', note: '', noteBefore: '' });
    expect(await stored()).toMatchObject({ status: 'acknowledged', note: 'from a colleague' });
    await patch({ note: '' });
    expect(await stored()).not.toHaveProperty('note');
  });

  it('of somebody else stands beside the one that was typed meanwhile, and goes only when it was seen', async () => {
    await patch({ status: 'open', note: 'from <a> colleague' });
    for (const [action, until, status] of [
      ['resolve', '', 409],
      ['expected', PAST, 400],
    ] as const) {
      const response = await decide({ action, until, note: 'mine', noteBefore: 'old' });
      expect(response.status).toBe(status);
      const text = await response.text();
      expect(text).toContain('Nothing was decided');
      expect(text).toContain('>from &lt;a&gt; colleague</blockquote>');
      expect(text).toContain('>mine</textarea>');
      expect(text).toContain('name="noteBefore" value="from &lt;a&gt; colleague"');
      expect(await stored()).toMatchObject({ status: 'open', note: 'from <a> colleague' });
    }
    const seen = await decide({ action: 'resolve', note: 'mine', noteBefore: 'from <a> colleague' });
    expect(seen.status).toBe(303);
    expect(await stored()).toMatchObject({ status: 'resolved', note: 'mine' });
    await patch({ note: '' });
  });

  it('that nobody typed comes back as it is stored, where the form is not taken', async () => {
    await patch({ note: 'from a colleague' });
    const text = await (await decide({ action: 'expected', until: PAST, note: '', noteBefore: '' })).text();
    expect(text).toContain('>from a colleague</textarea>');
    await patch({ note: '' });
  });
});
