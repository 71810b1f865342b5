import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { TenantId, type TokenKind } from '../../domain/tenant.ts';
import { SECRET_BYTES } from '../constants.ts';

/** Tokens read `mrd_<kind>_<tenant>_<secret>`: they name their tenant, so that nobody has to be asked whose they are. */
export interface ParsedToken {
  readonly kind: TokenKind;
  readonly tenant: string;
}

const PATTERN = /^mrd_(admin|ingest|session)_([a-z0-9-]{1,40})_[0-9a-f]{48}$/;

/** Returns undefined for anything that is not of the form; says nothing of whether the token is valid. */
export function parseToken(token: string): ParsedToken | undefined {
  const match = PATTERN.exec(token);
  const [, kind, tenant] = match ?? [];
  if (kind !== 'admin' && kind !== 'ingest' && kind !== 'session') return undefined;
  return v.is(TenantId, tenant) ? { kind, tenant } : undefined;
}

/** The only place where a token stands in clear: shown once, then known by its hash. */
export function mintToken(kind: TokenKind, tenant: string): string {
  const random = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `mrd_${kind}_${tenant}_${bytesToHex(random)}`;
}

/** SHA-256 in hex: the secret has 192 random bits, so no slow hash is needed. */
export async function hashToken(token: string): Promise<string> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}

/** Takes the same time wherever two strings differ; for secrets of any length compare their hashes. */
export function equalInConstantTime(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  const [left, right] = [encoder.encode(one), encoder.encode(other)];
  if (left.byteLength !== right.byteLength) return false;
  return crypto.subtle.timingSafeEqual(left, right);
}

/** Names a token in lists and in its revocation; says nothing of the secret. */
export const newTokenId = (): string => `tok_${bytesToHex(crypto.getRandomValues(new Uint8Array(8)))}`;
