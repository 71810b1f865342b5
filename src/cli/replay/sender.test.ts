import { describe, expect, it } from 'vitest';
import { createSender, type IngestAnswer, retryAfterMs, type SenderOptions } from './sender.ts';

const TAKEN: IngestAnswer = { accepted: 1, duplicates: 0, rejected: [], alerts: [] };
const ok = (): Response => Response.json(TAKEN);
const status = (code: number, headers: Record<string, string> = {}, body = ''): Response =>
  new Response(body, { status: code, headers });

/** A sender whose server gives these answers in turn, and the waits that it made between them. */
function senderOf(answers: (() => Response)[], options: Partial<SenderOptions> = {}) {
  const waits: number[] = [];
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const send = createSender({
    url: 'http://meridian.example.com/any/path',
    token: 'mrd_ingest_demo_x',
    fetch: async (url, init) => {
      asked.push({ url: String(url), init });
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked once too often');
      return answer();
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 0.5,
    ...options,
  });
  return { send, waits, asked };
}

describe('the sender', () => {
  it('posts the lines with its token, to the address of ingest', async () => {
    const { send, asked } = senderOf([ok]);
    expect(await send(['{"a":1}', '{"a":2}'])).toEqual(TAKEN);
    expect(asked).toMatchObject([
      {
        url: 'http://meridian.example.com/v1/events',
        init: { method: 'POST', body: '{"a":1}\n{"a":2}', headers: { authorization: 'Bearer mrd_ingest_demo_x' } },
      },
    ]);
  });

  it('waits longer each time that the server cannot take the events', async () => {
    const { send, waits } = senderOf([() => status(503), () => status(502), () => status(500), ok]);
    expect(await send([])).toEqual(TAKEN);
    expect(waits).toEqual([187.5, 375, 750]);
  });

  it('waits as long as the server asks for', async () => {
    const { send, waits } = senderOf([() => status(429, { 'retry-after': '7' }), ok]);
    await send([]);
    expect(waits).toEqual([7_000]);
  });

  it('sends again when the connection broke', async () => {
    const { send, waits } = senderOf([
      () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
      },
      ok,
    ]);
    expect(await send([])).toEqual(TAKEN);
    expect(waits).toHaveLength(1);
  });

  it.each([
    ['ECONNREFUSED', 'is Meridian running at http://meridian.example.com?'],
    ['ENOTFOUND', 'there is no host of the name meridian.example.com'],
    ['EAI_AGAIN', 'the name meridian.example.com cannot be looked up now'],
    ['EHOSTUNREACH', 'there is no way to the host meridian.example.com'],
  ])('says after three times %s what seems to be the matter, and goes on', async (code, words) => {
    const failed = (): Response => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
    };
    const told: string[] = [];
    const onNobody = (said: string): void => void told.push(said);
    const { send } = senderOf([failed, failed, ok], { onNobody });
    await send([]);
    expect(told).toEqual([]);
    const longer = senderOf([failed, failed, failed, failed, ok], { onNobody });
    expect(await longer.send([])).toEqual(TAKEN);
    expect(told).toEqual([words]);
  });

  it('gives up after ten attempts, and says what was the matter', async () => {
    const { send, waits } = senderOf(Array.from({ length: 10 }, () => () => status(503)));
    await expect(send([])).rejects.toThrow(/did not take the events in 10 attempts: 503/);
    expect(waits).toHaveLength(9);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  });

  it('does not send again what is refused for good', async () => {
    const problem = JSON.stringify({ title: 'Unauthorized', detail: 'no such token' });
    const { send, waits } = senderOf([() => status(401, {}, problem)]);
    await expect(send([])).rejects.toThrow('refused the events: 401 Unauthorized: no such token');
    expect(waits).toEqual([]);
  });

  it('says when it is no Meridian that answers', async () => {
    const { send } = senderOf([() => new Response('<html>')]);
    await expect(send([])).rejects.toThrow(/does not answer like a Meridian/);
  });
});

describe('Retry-After', () => {
  it('is read as seconds or as a date, and never waits long', () => {
    const nowMs = Date.parse('2026-11-23T08:00:00Z');
    expect(retryAfterMs('3', nowMs)).toBe(3_000);
    expect(retryAfterMs('Mon, 23 Nov 2026 08:00:05 GMT', nowMs)).toBe(5_000);
    expect(retryAfterMs('Mon, 23 Nov 2026 07:00:00 GMT', nowMs)).toBe(0);
    expect(retryAfterMs('86400', nowMs)).toBe(30_000);
    expect(retryAfterMs('soon', nowMs)).toBeUndefined();
    expect(retryAfterMs(null, nowMs)).toBeUndefined();
  });
});
