import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer, call, newTenant, sourceOf } from '../../../test/support/worker/client.ts';
import { rsaPair, signJwt } from '../../../test/support/worker/signing.ts';

const AUDIENCE = 'https://meridian.example/v1/ingest/gcp';
const EMAIL = 'push@example.iam.gserviceaccount.com';
const START_MS = Date.parse('2026-11-23T08:00:00Z');
const SOON_MS = 2_000;

/** A subscription of Pub/Sub whose issuer answers as a test says. */
async function subscription() {
  const pair = await rsaPair();
  const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'k1', alg: 'RS256' };
  const options = { signingSecret: AUDIENCE, signing: { scheme: 'jwt', email: EMAIL } };
  const token = await sourceOf(await newTenant(), 'gcp', options);
  const exp = START_MS / 1_000 + 600;
  const claims = { iss: 'https://accounts.google.com', aud: AUDIENCE, exp, email: EMAIL, email_verified: true };
  const jwt = await signJwt(pair.privateKey, { alg: 'RS256', kid: 'k1', typ: 'JWT' }, claims);
  const push = () => call(`/v1/ingest/gcp?token=${token}`, { method: 'POST', headers: bearer(jwt), body: '[]' });
  return { jwk, push };
}

describe('deliveries whose issuer must be asked for its keys', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START_MS });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('are to come again where it cannot be reached, and then are taken, many by one question', async () => {
    const { jwk, push } = await subscription();
    const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no connection'));
    const response = await push();
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('5');
    expect(await response.json()).toMatchObject({ type: 'urn:meridian:problem:unavailable' });

    vi.setSystemTime(START_MS + SOON_MS);
    fetched.mockClear().mockImplementation(async () => {
      await scheduler.wait(100);
      return Response.json({ keys: [jwk] });
    });
    const many = await Promise.all(Array.from({ length: 5 }, push));
    expect(many.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(fetched).toHaveBeenCalledOnce();
  });
});
