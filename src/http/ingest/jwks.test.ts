import { describe, expect, it } from 'vitest';
import { createKeyRing, freshForMs } from './jwks.ts';

const URL = 'https://issuer.example.com/certs';
const MINUTE_MS = 60_000;

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

  it.each([0, 500])('stay as long as they were allowed when it fails (%d), and no longer', async (status) => {
    const { state, has, keyOf } = issuer();
    await has('k1', 0);
    state.status = status;
    expect(await has('forged', MINUTE_MS)).toBe(false);
    expect(await has('k1', 10 * MINUTE_MS - 1)).toBe(true);
    expect(await keyOf(URL, 'k1', 10 * MINUTE_MS)).toEqual({
      ok: false,
      error: 'the keys of the issuer cannot be had',
    });
    expect(state.asked).toBe(3);
    await has('k1', 10 * MINUTE_MS + 1);
    expect(state.asked).toBe(3);
    state.status = 200;
    expect(await has('k1', 10 * MINUTE_MS + 30_000)).toBe(true);
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
