import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKeyRing, freshForMs } from './jwks.ts';

const URL = 'https://issuer.example.com/certs';
const MINUTE_MS = 60_000;
const UNREACHABLE = { ok: false, error: { kind: 'unreachable' } };

afterEach(() => {
  vi.useRealTimers();
});

/** An issuer whose keys and answer a test sets, and that counts how often it is asked. */
function issuer(cacheControl = 'public, max-age=600') {
  const state = { kids: ['k1'], status: 200, asked: 0 };
  const keyOf = createKeyRing(async () => {
    state.asked += 1;
    if (state.status === 0) throw new TypeError('no connection');
    const keys = state.kids.map((kid) => ({ kty: 'RSA', kid, alg: 'RS256', n: 'AQAB', e: 'AQAB', use: 'sig' }));
    return Response.json({ keys }, { status: state.status, headers: { 'Cache-Control': cacheControl } });
  });
  const has = async (kid: unknown, nowMs: number) => (await keyOf(URL, kid, nowMs)).ok;
  return { state, keyOf, has };
}

describe('keys of an issuer', () => {
  it('are fetched once for as long as it allows', async () => {
    const { state, has, keyOf } = issuer();
    expect(await keyOf(URL, 'k1', 0)).toEqual({
      ok: true,
      value: { kty: 'RSA', kid: 'k1', alg: 'RS256', n: 'AQAB', e: 'AQAB' },
    });
    for (const atMs of [1, MINUTE_MS, 10 * MINUTE_MS - 1]) expect(await has('k1', atMs)).toBe(true);
    expect(state.asked).toBe(1);
    state.kids = ['k2'];
    expect(await has('k1', 10 * MINUTE_MS)).toBe(false);
    expect(state.asked).toBe(2);
  });

  it('are asked for again when a token names a new one, but not for each forged one', async () => {
    const { state, has } = issuer();
    await has('k1', 0);
    for (let atMs = 1; atMs < 30_000; atMs += 1_000) expect(await has(`forged ${atMs}`, atMs)).toBe(false);
    expect(state.asked).toBe(1);
    state.kids = ['k1', 'k2'];
    expect(await Promise.all([has('k2', 30_000), has('forged', 30_000), has('k1', 30_000)])).toEqual([
      true,
      false,
      true,
    ]);
    expect(state.asked).toBe(2);
    for (const kid of [undefined, '', 7, 'forged']) expect(await has(kid, 31_000)).toBe(false);
    expect(state.asked).toBe(2);
  });

  it.each([0, 500])('are good for a while longer when it fails (%d), and it is soon asked again', async (status) => {
    const { state, has, keyOf } = issuer();
    await has('k1', 0);
    state.status = status;
    for (const atMs of [10 * MINUTE_MS, 10 * MINUTE_MS + 1_999]) expect(await has('k1', atMs)).toBe(true);
    expect(state.asked).toBe(2);
    expect(await keyOf(URL, 'k2', 10 * MINUTE_MS + 1_999)).toEqual(UNREACHABLE);
    expect(await has('k1', 25 * MINUTE_MS - 1)).toBe(true);
    expect(await keyOf(URL, 'k1', 25 * MINUTE_MS)).toEqual(UNREACHABLE);
    state.status = 200;
    state.kids = ['k2'];
    expect(await has('k2', 25 * MINUTE_MS + 2_000)).toBe(true);
    expect(await has('k1', 25 * MINUTE_MS + 2_000)).toBe(false);
  });

  it('are missing, not wrong, where the issuer was never heard or could not be asked about a new one', async () => {
    const { state, has, keyOf } = issuer();
    state.status = 0;
    expect(await keyOf(URL, 'k1', 0)).toEqual(UNREACHABLE);
    state.status = 200;
    expect(await has('k1', 2_000)).toBe(true);
    expect(await keyOf(URL, 'forged', 3_000)).toEqual({ ok: false, error: 'a key that the issuer does not have' });
    state.status = 0;
    expect(await keyOf(URL, 'k2', MINUTE_MS)).toEqual(UNREACHABLE);
    expect(await has('k1', MINUTE_MS)).toBe(true);
  });

  it('are asked for once by many at a time', async () => {
    const { state, has } = issuer();
    const many = await Promise.all(Array.from({ length: 100 }, () => has('k1', 0)));
    expect(many.every(Boolean)).toBe(true);
    expect(state.asked).toBe(1);
    await Promise.all(Array.from({ length: 100 }, () => has('k1', 10 * MINUTE_MS)));
    expect(state.asked).toBe(2);
  });

  it('are not waited for longer than five seconds, and asked for again where the question was lost', async () => {
    vi.useFakeTimers();
    const signals: AbortSignal[] = [];
    const keyOf = createKeyRing((_, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    const two = Promise.all([keyOf(URL, 'k1', 0), keyOf(URL, 'k1', 1_000)]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await two).toEqual([UNREACHABLE, UNREACHABLE]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    const again = keyOf(URL, 'k1', 5_001);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await again).toEqual(UNREACHABLE);
    expect(signals).toHaveLength(2);
  });

  it('are taken one by one: an odd one leaves the others', async () => {
    const good = { kty: 'RSA', kid: 'k1', n: 'AQAB', e: 'AQAB' };
    const keyOf = createKeyRing(async () => Response.json({ keys: [{ kid: 7 }, 'none', { ...good, n: null }, good] }));
    expect(await keyOf(URL, 'k1', 0)).toEqual({ ok: true, value: good });
  });

  it('are none where the answer is no key set', async () => {
    const keyOf = createKeyRing(async () => Response.json({ keys: 'all' }));
    expect((await keyOf(URL, 'k1', 0)).ok).toBe(false);
  });
});

it.each([
  ['public, max-age=600', 600_000],
  ['MAX-AGE=600,public', 600_000],
  ['max-age=86400', 3_600_000],
  ['max-age=1', 30_000],
  ['s-maxage=600', 30_000],
  ['no-store, max-age=600', 30_000],
  ['no-cache', 30_000],
  ['', 30_000],
])('keeps an answer with Cache-Control "%s" for %d ms', (cacheControl, ms) => {
  expect(freshForMs(new Headers({ 'Cache-Control': cacheControl }))).toBe(ms);
});

it('counts how old an answer was when it came', () => {
  expect(freshForMs(new Headers({ 'Cache-Control': 'max-age=600', Age: '500' }))).toBe(100_000);
  expect(freshForMs(new Headers({ 'Cache-Control': 'max-age=600', Age: 'old' }))).toBe(600_000);
});
