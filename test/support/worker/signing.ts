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

/** A certificate for the key that nobody signed: whoever trusts it does so for where it lies. */
export async function certificateOf(key: CryptoKey, validTo = '491231235959Z'): Promise<string> {
  const algorithm = der(0x30, [der(0x06, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b]), der(0x05, [])]);
  const commonName = der(0x30, [der(0x06, [0x55, 0x04, 0x03]), text(0x0c, 'sns.example.com')]);
  const name = der(0x30, [der(0x31, [commonName])]);
  const validity = der(0x30, [text(0x17, '200101000000Z'), text(0x17, validTo)]);
  const version = der(0xa0, [der(0x02, [2])]);
  const tbs = der(0x30, [version, der(0x02, [1]), algorithm, name, validity, name, await spkiOf(key)]);
  const certificate = der(0x30, [tbs, algorithm, der(0x03, [0])]);
  const lines = base64(certificate).replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** A value of DER: tag, length in as few bytes as it takes, content. */
function der(tag: number, parts: readonly (Uint8Array | number)[]): Uint8Array {
  const content = parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part]));
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...head, ...content]);
}

const text = (tag: number, value: string): Uint8Array => der(tag, [new TextEncoder().encode(value)]);

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
