/** What vendors sign with, on our side of the test. */

export async function hmac(secret: string, text: string, hash = 'SHA-256'): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}
export const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
export const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2_048,
  publicExponent: Uint8Array.of(1, 0, 1),
} as const;

export async function rsaPair(hash = 'SHA-256'): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey({ ...RSA, hash }, true, ['sign', 'verify']);
  if (!('publicKey' in pair)) throw new Error('not a pair');
  return pair;
}

async function spkiOf(key: CryptoKey): Promise<Uint8Array> {
  const spki = await crypto.subtle.exportKey('spki', key);
  if (!(spki instanceof ArrayBuffer)) throw new Error('not SPKI');
  return new Uint8Array(spki);
}

const urlSafe = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export async function signJwt(key: CryptoKey, header: object, claims: object): Promise<string> {
  const signed = `${urlSafe(JSON.stringify(header))}.${urlSafe(JSON.stringify(claims))}`;
  const signature = new Uint8Array(await crypto.subtle.sign(RSA.name, key, new TextEncoder().encode(signed)));
  return `${signed}.${urlSafe(String.fromCharCode(...signature))}`;
}

/** As much of a certificate as is read: the key stands seventh in the first part. */
export async function certificateOf(key: CryptoKey): Promise<string> {
  const spki = await spkiOf(key);
  const empty = Uint8Array.of(0x30, 0);
  const version = Uint8Array.of(0xa0, 3, 2, 1, 2);
  const serial = Uint8Array.of(2, 1, 1);
  const tbs = sequence([version, serial, empty, empty, empty, empty, spki]);
  const der = sequence([tbs, empty, Uint8Array.of(3, 1, 0)]);
  return `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----\n`;
}

function sequence(parts: readonly Uint8Array[]): Uint8Array {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([0x30, 0x82, content.length >> 8, content.length & 0xff, ...content]);
}

export async function rsaSign(key: CryptoKey, text: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.sign(RSA.name, key, new TextEncoder().encode(text))));
}

/** A message of SNS, signed over the fields that Amazon signs, in their order. */
export async function snsMessage(key: CryptoKey, fields: Record<string, string>): Promise<Record<string, string>> {
  const isNotification = fields.Type === 'Notification';
  const names = isNotification
    ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
    : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const text = names.flatMap((name) => (fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`])).join('');
  return { ...fields, Signature: await rsaSign(key, text) };
}
