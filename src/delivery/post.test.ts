import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { post } from './post.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver on this machine. */
async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const to = (url: string) => post({ url, headers: { 'Content-Type': 'application/json' }, body: '{}', messages: 1 });
const answering = (status: number, body = '', headers: Record<string, string> = {}) =>
  receiver((_, response) => response.writeHead(status, headers).end(body));

it('delivers what is taken with any 2xx', async () => {
  expect(await to(await answering(202, 'ok'))).toEqual({ outcome: 'delivered' });
});

it.each([400, 413, 422])('%i is a message that will never be taken, with the reason', async (status) => {
  expect(await to(await answering(status, 'invalid_blocks\n'))).toEqual({
    outcome: 'refused',
    reason: `HTTP ${status}: invalid_blocks`,
  });
});

it.each([401, 403, 404, 410, 429, 500, 503])('%i is worth another attempt', async (status) => {
  expect(await to(await answering(status))).toEqual({ outcome: 'failed', reason: `HTTP ${status}` });
});

it('a key that PagerDuty does not know is not the message’s fault', async () => {
  const said = '{"status":"invalid event","errors":["Invalid routing key"]}';
  expect(await to(await answering(400, said))).toMatchObject({ outcome: 'failed' });
});

it.each([
  ['7', 7_000],
  ['99999', 3_600_000],
  ['soon', undefined],
])('waits as long as it is told: Retry-After %s', async (header, afterMs) => {
  const posted = await to(await answering(429, '', { 'Retry-After': header }));
  expect(posted.outcome === 'failed' ? posted.afterMs : 'not failed').toBe(afterMs);
});

it('follows no redirect', async () => {
  let isReached = false;
  const elsewhere = await receiver((_, response) => {
    isReached = true;
    response.end();
  });
  expect(await to(await answering(307, '', { Location: elsewhere }))).toMatchObject({ outcome: 'failed' });
  expect(isReached).toBe(false);
});

it('an address that nobody listens at is a failure, not an exception', async () => {
  expect(await to('http://127.0.0.1:1/')).toEqual({ outcome: 'failed', reason: 'no connection' });
});

it('reads no more of an answer than its first words', async () => {
  const url = await receiver((_, response) => {
    response.writeHead(500);
    const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
    response.on('close', () => clearInterval(more));
  });
  const posted = await to(url);
  expect(posted.outcome === 'failed' && posted.reason.length < 400).toBe(true);
});
