import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AlertStore } from '../../src/tenants/alerts/alert-store.ts';
import { MetaStore } from '../../src/tenants/meta-store.ts';
import { NEWS_SEQUENCE } from '../../src/tenants/news.ts';
import { vismaAlert } from '../support/alerts.ts';
import {
  type AlertPage,
  bearer,
  call,
  getJson,
  ndjson,
  newTenant,
  postJson,
  send,
  sendJson,
} from '../support/worker/client.ts';
import { lifeOf, takeoverOf } from '../support/worker/takeover.ts';

afterEach(() => void vi.useRealTimers());

describe('GET /v1/stream', () => {
  it('tells of new and changed alerts, and goes on where it was broken off', async () => {
    const { adminToken, ingestToken } = await newTenant();
    await send(ingestToken, ndjson(lifeOf('a@example.com')));
    const open = (headers: Record<string, string> = {}) =>
      call('/v1/stream', { headers: { ...bearer(adminToken), ...headers } });
    const first = await open();
    expect(first.headers.get('Content-Type')).toContain('text/event-stream');
    const reader = first.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    await send(ingestToken, ndjson(takeoverOf('a@example.com')));
    const told = await readUntil(reader, /^event: opened$/m);
    const id = Number(/^id: (\d+)$/m.exec(told)?.[1]);
    await reader?.cancel();

    const [alert] = (await getJson<AlertPage>('/v1/alerts', adminToken)).alerts;
    await sendJson('PATCH', `/v1/alerts/${alert?.id}`, adminToken, { status: 'resolved' });
    const second = (await open({ 'Last-Event-ID': String(id) })).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await readUntil(second, /^event: edited$/m)).toContain('"status":"resolved"');
    await second?.cancel();
  });

  it('ends soon after its token is revoked, and tells nothing more', async () => {
    const { tenant, adminToken } = await newTenant();
    const made = await postJson('/v1/tokens', adminToken, { kind: 'admin' });
    const { id, token } = await made.json<{ id: string; token: string }>();
    const opened = await Promise.all([token, adminToken].map((each) => call('/v1/stream', { headers: bearer(each) })));
    const [ending, going] = opened.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
    await Promise.all([ending?.read(), going?.read()]);
    await call(`/v1/tokens/${id}`, { method: 'DELETE', headers: bearer(adminToken) });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    await runInDurableObject(env.TENANTS.getByName(tenant), (_, { storage }) =>
      new AlertStore(storage.sql).put(vismaAlert({ id: 'alr_later' }), {
        change: 'opened',
        sequence: new MetaStore(storage.sql).next(NEWS_SEQUENCE),
      }),
    );
    let told = '';
    for (let read = await ending?.read(); read?.done === false; read = await ending?.read()) told += read.value;
    expect(told).not.toContain('alr_later');
    expect(await readUntil(going, /^event: opened$/m)).toContain('alr_later');
    await going?.cancel();
  });
});

async function readUntil(reader: ReadableStreamDefaultReader<string> | undefined, wanted: RegExp): Promise<string> {
  let text = '';
  while (!wanted.test(text) || !text.endsWith('\n\n')) {
    const read = await reader?.read();
    if (read === undefined || read.done) throw new Error(`the stream ended: ${text}`);
    text += read.value;
  }
  return text;
}
