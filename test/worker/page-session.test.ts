import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call, getJson, newTenant, ORIGIN, sendJson, type TestTenant } from '../support/worker/client.ts';
import { takenOver } from '../support/worker/takeover.ts';

/** What becomes of a form that comes after the end of its session. */

const DEAD = '__Host-meridian=mrd_session_none_none';
const NOTE = 'called "Ola" <b>twice</b>\r\nhe was asleep';
const SHOWN = 'called &quot;Ola&quot; &lt;b&gt;twice&lt;/b&gt;\nhe was asleep';

let tenant: TestTenant;
let alert: string;

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  call(path, { method: 'POST', headers: { Origin: ORIGIN, ...headers }, body: new URLSearchParams(fields) });
const actionIn = (text: string): string | undefined => /<form method="post" action="([^"]+)">/.exec(text)?.[1];
const decide = () => form(`/alerts/${alert}/status`, { action: 'resolve', note: NOTE, csrf: 'old' }, { Cookie: DEAD });

beforeAll(async () => {
  tenant = await newTenant();
  alert = await takenOver(tenant, 'ola@example.com');
}, 60_000);

describe('a form after the end of its session', () => {
  it.each([
    ['/channels', '/channels'],
    ['/channels/mine/test', '/channels'],
    ['/channels/mine/remove', '/channels'],
    ['/rejects/replay', '/rejects'],
    ['/notices/ntc_1/dismiss', '/sources'],
    ['/alerts/a%2Fb/status', '/alerts/a%2Fb'],
  ])('%s asks to sign in, says that nothing was done, and leads to %s', async (path, next) => {
    const response = await form(path, { csrf: 'old' }, { Cookie: DEAD });
    expect(response.status).toBe(401);
    const text = await response.text();
    expect(text).toContain('Your session had ended: nothing was changed.');
    expect(text).toContain(`name="next" value="${next}"`);
    expect(text).not.toContain('name="note"');
  });

  it('keeps the note over a wrong token, and leads back to the alert with it', async () => {
    const asked = await (await decide()).text();
    expect(asked).toContain('The note that you typed is kept.');
    expect(asked).toContain(`name="note" value="${SHOWN}"`);

    // Where it is sent is where the answer stands: a reload asks for the alert again, with the note or, by its address, without.
    const own = `/alerts/${alert}`;
    expect(actionIn(asked)).toBe(own);
    const wrong = await form(own, { note: NOTE, token: 'mrd_admin_none_none' });
    expect(wrong.status).toBe(401);
    const askedAgain = await wrong.text();
    expect(askedAgain).toContain(`name="note" value="${SHOWN}"`);
    expect(actionIn(askedAgain)).toBe(own);

    const back = await form(own, { note: NOTE, token: tenant.adminToken });
    expect(back.status).toBe(200);
    const text = await back.text();
    expect(text).toContain('Your session had ended: nothing was decided.');
    expect(text).toContain(`>${SHOWN}</textarea>`);
    const stored = await getJson<{ status: string; note?: string }>(`/v1/alerts/${alert}`, tenant.adminToken);
    expect(stored).toMatchObject({ status: 'open' });
    expect(stored.note).toBeUndefined();

    // The page that came is of the new session: its forms are taken.
    const Cookie = (back.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const decided = await form(`/alerts/${alert}/status`, { action: 'acknowledge', note: NOTE, csrf }, { Cookie });
    expect(decided.status).toBe(303);
    expect(await getJson(`/v1/alerts/${alert}`, tenant.adminToken)).toMatchObject({
      status: 'acknowledged',
      note: NOTE.replace('\r', ''),
    });
  });

  it.each(['/channels', '/alerts/alr_x/status', '/rejects/replay', '/sign-in', '/alerts/alr_x', '/sign-out'])(
    'is as an empty one to %s, if it cannot be read',
    async (path) => {
      const logged = vi.spyOn(console, 'error').mockReturnValue(undefined);
      const headers = { Origin: ORIGIN, Cookie: DEAD, 'Content-Type': 'multipart/form-data' };
      const response = await call(path, { method: 'POST', headers, body: 'no form' });
      expect(response.status).toBe(path === '/sign-out' ? 303 : 401);
      expect(logged).not.toHaveBeenCalled();
      logged.mockRestore();
    },
  );

  it('keeps the note also where one signed in anew in another tab', async () => {
    const again = await form('/sign-in', { token: tenant.adminToken });
    const Cookie = (again.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
    const post = (fields: Record<string, string>) =>
      form(`/alerts/${alert}/status`, { action: 'note', csrf: 'old', ...fields }, { Cookie });
    const kept = await post({ note: 'typed before' });
    expect(kept.status).toBe(403);
    const text = await kept.text();
    expect(text).toContain('This form was of an earlier session: nothing was decided.');
    expect(text).toContain('>typed before</textarea>');
    expect(await getJson(`/v1/alerts/${alert}`, tenant.adminToken)).not.toMatchObject({ note: 'typed before' });
    expect(await (await post({})).text()).toContain('The form has expired');
  });

  it('says nothing of a note that nobody typed', async () => {
    const fields = { action: 'resolve', note: 'as it was', noteBefore: 'as it was', csrf: 'old' };
    const text = await (await form(`/alerts/${alert}/status`, fields, { Cookie: DEAD })).text();
    expect(text).not.toContain('The note that you typed');
    expect(text).not.toContain('name="note"');
  });

  it('remembers that the note was emptied, and what stood there before', async () => {
    await sendJson('PATCH', `/v1/alerts/${alert}`, tenant.adminToken, { note: 'old' });
    const emptied = { note: '', noteBefore: 'old' };
    const asked = await (
      await form(`/alerts/${alert}/status`, { action: 'note', ...emptied }, { Cookie: DEAD })
    ).text();
    expect(asked).toContain('That you emptied the note is remembered.');
    expect(asked).toContain('name="note" value=""');
    expect(asked).toContain('name="noteBefore" value="old"');
    const back = await (await form(`/alerts/${alert}`, { token: tenant.adminToken, ...emptied })).text();
    expect(back).toContain('The note is emptied in its field');
    expect(back).toMatch(/<textarea[^>]*><\/textarea>/);
  });

  it('shows the note that somebody else wrote meanwhile beside the one that was kept', async () => {
    await sendJson('PATCH', `/v1/alerts/${alert}`, tenant.adminToken, { note: 'theirs' });
    const fields = { token: tenant.adminToken, note: 'mine', noteBefore: 'old' };
    const back = await (await form(`/alerts/${alert}`, fields)).text();
    expect(back).toContain('>theirs</blockquote>');
    expect(back).toContain('>mine</textarea>');
  });

  it('leads on where there is no note, and keeps none for a page that has no alert', async () => {
    const response = await form(`/alerts/${alert}`, { token: tenant.adminToken });
    expect([response.status, response.headers.get('Location')]).toEqual([303, `/alerts/${alert}`]);
    const asked = await (await form('/channels', { note: NOTE }, { Cookie: DEAD })).text();
    expect(asked).not.toContain('name="note"');
    expect(actionIn(asked)).toBe('/sign-in');
  });

  it("takes no token from another site's form", async () => {
    const elsewhere = { Origin: 'https://evil.example' };
    expect((await form(`/alerts/${alert}`, { token: tenant.adminToken }, elsewhere)).status).toBe(403);
  });

  it.each([
    ['/sign-in', '/'],
    ['/alerts/alr_1/status', '/alerts/alr_1'],
    ['/alerts/%2Felsewhere.example/status', '/alerts/%2Felsewhere.example'],
  ])('is answered at %s, which leads to %s when it is asked for again', async (path, to) => {
    const response = await call(path);
    expect([response.status, response.headers.get('Location')]).toEqual([303, to]);
  });

  it('bounds the note', async () => {
    const text = await (await form(`/alerts/${alert}/status`, { note: 'x'.repeat(50_000) }, { Cookie: DEAD })).text();
    expect(/name="note" value="(x+)"/.exec(text)?.[1]).toHaveLength(4_000);
  });
});
