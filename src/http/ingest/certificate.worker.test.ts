import { expect, it } from 'vitest';
import { publicKeyOf } from './certificate.ts';

/** Self-signed, made for this test: `openssl req -x509 -newkey rsa:2048 -subj /CN=sns.example.com`. Valid for a century. */
const BASE64 =
  'MIIDFzCCAf+gAwIBAgIUKedhUbf7OQRgBnYZwxT6yEDXU8UwDQYJKoZIhvcNAQELBQAwGjEYMBYGA1UEAwwPc25zLmV4YW1wbGUuY29tMCAXDTI2MTEyMzA5MTcxNFoYDzIxMjYxMDMwMDkxNzE0WjAaMRgwFgYDVQQDDA9zbnMuZXhhbXBsZS5jb20wggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCtJ3X+RQo9/hL9z6YEY8v25tKRCu94tVi/t0AEqrjViirR+fuu2qe7mZ9r/WIqNpWDt/Tg8LWqWhMbFG+n9bsyOt2slbGtAIhj79cRW4TBVF01H2WERaURJx1ull69i0MRgRyaqPF81nUo/RUQAOdNFQnP5TQ/KHN2iYqM3Yh6i0+kK1r3FeEloHo4p2JhMbdB66L7ezzwz2cKPhn/f0S7iA9GV0nYq79gEXfxbvlVzmVKLRYo8TYJqeWyYL7R3apgD5GDvGvNjmZcBqVk+lrQ/C1jPZtl0WbL/IPMbdqsbujUoGazwgmvS0teOXJjg7wg8jfTr9lFJYIL28WLyNBrAgMBAAGjUzBRMB0GA1UdDgQWBBS9vP5lTSGj6rglnnvujO6F2HvPXzAfBgNVHSMEGDAWgBS9vP5lTSGj6rglnnvujO6F2HvPXzAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQAN8Ll9xEklmHcYpFiKZEPIodB2NUQ0Yu0eQ41DpqeT/Z+yBQbFYVc+JzPqt/w/m0/l252kmLK5X2Ah/63DB3DejudwLOrKMxJmoAj3Xm+rYeEiFAuFj4JiculV45bfH9X9eq5ppSXid1EBL6ehX0Tf+MqtYBgncrpreXywTpIEWO/638Z66i6iuTx5/5CaXNljJHAQtFl8F9Y/faoHEWtXVwnE765cIhfe+U5Ju9owkGOEQJmF7PTdzanPllqrTCb6XC7XX8/PPVmWUHF8ejjmJO20JPFSiZp8kB8GLoKmAqd8o0U2KOlS5KP3c4E3wR5iG2k0LywOrK7FTXCD55OE';
const PEM = `-----BEGIN CERTIFICATE-----\n${BASE64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
const FROM_MS = Date.parse('2026-11-23T09:17:14Z');
const TO_MS = Date.parse('2126-10-30T09:17:14Z');
/** `openssl x509 -pubkey -noout | openssl pkey -pubin -outform der | sha256sum` */
const KEY_SHA256 = '6001fbdbd06607471e52dac8386fdf8380f9d118ca696057abafee622c115515';

it('finds the key that openssl finds', async () => {
  const digest = await crypto.subtle.digest('SHA-256', publicKeyOf(PEM, FROM_MS) ?? new Uint8Array());
  expect(Buffer.from(digest).toString('hex')).toBe(KEY_SHA256);
});

it('takes a certificate from its first second to its last', () => {
  for (const validMs of [FROM_MS, TO_MS]) expect(publicKeyOf(PEM, validMs), String(validMs)).toBeDefined();
  for (const otherMs of [FROM_MS - 1, TO_MS + 1, 0, Number.NaN])
    expect(publicKeyOf(PEM, otherMs), String(otherMs)).toBeUndefined();
});

it.each([
  '',
  'hello',
  PEM.slice(0, 300),
  PEM.replace('MIID', 'AAAA'),
  PEM.replaceAll(BASE64.slice(0, 60), ''),
  PEM.replaceAll('CERTIFICATE', 'PUBLIC KEY'),
])('finds none in %#, and does not throw', (text) => {
  expect(publicKeyOf(text, FROM_MS)).toBeUndefined();
});
