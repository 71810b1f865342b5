import { exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';

it('answers /healthz without a token', async () => {
  const response = await exports.default.fetch('https://meridian.example/healthz');
  expect(response.status).toBe(200);
});
