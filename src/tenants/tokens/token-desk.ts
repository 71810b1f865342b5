import { fail, ok, type Result } from '../../domain/result.ts';
import type { NewToken } from '../../domain/tenant.ts';
import type { Access, MintedToken } from '../calls.ts';
import { FIRST_SOURCE, SESSION_LIFE_MS, TOKENS_LIMIT } from '../constants.ts';
import type { MetaStore } from '../meta-store.ts';
import type { SourceStore } from '../sources/source-store.ts';
import type { TokenRecord, TokenStore } from './token-store.ts';
import { hashToken, mintToken, newTokenId } from './tokens.ts';

/** Who may do what: makes, checks and ends the tokens of a tenant. */
export class TokenDesk {
  readonly #tokens: TokenStore;
  readonly #sources: SourceStore;
  readonly #meta: MetaStore;

  constructor(tokens: TokenStore, sources: SourceStore, meta: MetaStore) {
    this.#tokens = tokens;
    this.#sources = sources;
    this.#meta = meta;
  }

  /**
   * What the token of this SHA-256 opens; undefined when it is unknown, revoked or past its time. Whoever is let in with an ingest
   * token routes events by the number of shards that he is told here, so with the first of them it is settled.
   */
  check(hash: string, nowMs: number): Access | undefined {
    const token = this.#tokens.find(hash, nowMs);
    if (token === undefined) return undefined;
    if (token.kind === 'ingest') this.#meta.settleShards();
    const sender = token.source === undefined ? undefined : this.#sources.get(token.source);
    const settings = this.#meta.settings();
    return { ...token, settings, hasSettledShards: this.#meta.hasSettledShards, ...(sender && { sender }) };
  }

  /** Those that a tenant begins with, by their SHA-256. */
  addFirst(adminHash: string, ingestHash: string, nowMs: number): void {
    const label = 'first';
    this.#tokens.add({ id: newTokenId(), kind: 'admin', label }, adminHash, nowMs);
    this.#tokens.add({ id: newTokenId(), kind: 'ingest', source: FIRST_SOURCE, label }, ingestHash, nowMs);
  }

  /** Whether there is such an admin token still: the Worker's isolates remember one for a while after its revocation. */
  isAdmin(id: string): boolean {
    return this.#tokens.isAdmin(id);
  }

  /** @param caller id of the admin token that asks for it, which must be there still */
  async create(
    wanted: NewToken,
    nowMs: number,
    caller?: string,
  ): Promise<Result<MintedToken, 'no-such-source' | 'revoked' | 'too-many'>> {
    if (wanted.kind === 'ingest' && this.#sources.get(wanted.source ?? FIRST_SOURCE) === undefined) {
      return fail('no-such-source');
    }
    if (this.#tokens.count() >= TOKENS_LIMIT) return fail('too-many');
    const source = wanted.kind === 'ingest' ? { source: wanted.source ?? FIRST_SOURCE } : {};
    const label = wanted.label === undefined ? {} : { label: wanted.label };
    const minted = await this.mint({ id: newTokenId(), kind: wanted.kind, ...source, ...label }, nowMs, caller);
    return minted === undefined ? fail('revoked') : ok(minted);
  }

  revoke(id: string): Result<true, 'no-such-token' | 'last-admin-token'> {
    if (this.#tokens.isLastAdmin(id)) return fail('last-admin-token');
    return this.#tokens.delete(id) ? ok(true) : fail('no-such-token');
  }

  /** Signs the page in: a token of its own, which ends by itself, at sign-out, or with the admin token. Undefined when that is gone. */
  async openSession(adminTokenId: string, nowMs: number): Promise<MintedToken | undefined> {
    this.#tokens.deleteExpired(nowMs);
    const expiresMs = nowMs + SESSION_LIFE_MS;
    return this.mint({ id: newTokenId(), kind: 'session', parent: adminTokenId, expiresMs }, nowMs, adminTokenId);
  }

  /** Undefined when the caller is gone: looked up as the token is written, since hashing takes a turn in which it may be revoked. */
  async mint(record: TokenRecord, nowMs: number, caller?: string): Promise<MintedToken | undefined> {
    const token = mintToken(record.kind, this.#meta.get('tenant') ?? '');
    const hash = await hashToken(token);
    if (caller !== undefined && !this.#tokens.isAdmin(caller)) return undefined;
    this.#tokens.add(record, hash, nowMs);
    return { id: record.id, token };
  }
}
