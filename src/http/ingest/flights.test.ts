import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ISSUER_PATIENCE_MS } from './constants.ts';
import { type Ask, createFlights, heard } from './flights.ts';

const URL = 'https://issuer.example.com/certificate.pem';
const textOf = (response: Response) => response.text();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers when the signal says that nobody waits any more, and not before. */
const hanging: Ask = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('an answer', () => {
  it('is read where it comes', async () => {
    expect(await heard(async () => new Response('PEM'), URL, textOf)).toBe('PEM');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is given up, and its connection with it, where it does not come in time', async () => {
    const answer = heard(hanging, URL, textOf);
    await vi.advanceTimersByTimeAsync(ISSUER_PATIENCE_MS);
    expect(await answer).toBeUndefined();
  });

  it('that stops half way is given up as well', async () => {
    const half: Ask = async (_, signal) => {
      const body = new ReadableStream({
        start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
      });
      return new Response(body);
    };
    const answer = heard(half, URL, textOf);
    await vi.advanceTimersByTimeAsync(ISSUER_PATIENCE_MS);
    expect(await answer).toBeUndefined();
  });

  it('is none where there is no connection', async () => {
    expect(await heard(() => Promise.reject(new TypeError('no connection')), URL, textOf)).toBeUndefined();
  });
});

describe('those who ask at once', () => {
  it('ask one question an address, and a new one when it was answered', async () => {
    const fly = vi.fn(async (url: string) => `of ${url}`);
    const fetched = createFlights(fly);
    expect(await Promise.all([fetched('a', 0), fetched('a', 1), fetched('b', 1)])).toEqual(['of a', 'of a', 'of b']);
    expect(fly).toHaveBeenCalledTimes(2);
    await fetched('a', 2);
    expect(fly).toHaveBeenCalledTimes(3);
  });

  it('wait no longer than their patience for a question that died with who asked it, and then ask anew', async () => {
    const fly = vi.fn(() => new Promise<string>(() => {}));
    const fetched = createFlights<string>(fly);
    const both = Promise.all([fetched('a', 0), fetched('a', ISSUER_PATIENCE_MS)]);
    await vi.advanceTimersByTimeAsync(ISSUER_PATIENCE_MS);
    expect(await both).toEqual([undefined, undefined]);
    expect(fly).toHaveBeenCalledOnce();
    fly.mockResolvedValueOnce('there');
    expect(await fetched('a', ISSUER_PATIENCE_MS + 1)).toBe('there');
  });

  it('have no answer where the question failed', async () => {
    const fetched = createFlights<string>(() => Promise.reject(new Error('broken')));
    expect(await Promise.all([fetched('a', 0), fetched('a', 0)])).toEqual([undefined, undefined]);
  });
});
