import type { TokenInfo, TokenKind } from '../../domain/tenant.ts';
import { formatInstant } from '../../domain/time.ts';
import { LAST_USED_STEP_MS } from '../constants.ts';
import { equalInConstantTime } from './tokens.ts';

/** A token as it is stored: its SHA-256, never itself. */
export interface TokenRecord {
  readonly id: string;
  readonly kind: TokenKind;
  readonly source?: string;
  readonly label?: string;
  /** The admin token that a session was opened with: it ends with it. */
  readonly parent?: string;
  readonly expiresMs?: number;
}

interface Row extends Record<string, SqlStorageValue> {
  id: string;
  kind: TokenKind;
  source: string | null;
  label: string | null;
  parent: string | null;
  lookup: string;
  hash: string;
  created_ms: number;
  last_used_ms: number | null;
  expires_ms: number | null;
}

/** A row is found by the first 32 bits of its hash, then compared as a whole in constant time. */
const LOOKUP_HEX = 8;

export class TokenStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(token: TokenRecord, hash: string, nowMs: number): void {
    this.#sql.exec(
      `INSERT INTO tokens (id, kind, source, label, parent, lookup, hash, created_ms, expires_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      token.id,
      token.kind,
      token.source ?? null,
      token.label ?? null,
      token.parent ?? null,
      hash.slice(0, LOOKUP_HEX),
      hash,
      nowMs,
      token.expiresMs ?? null,
    );
  }

  /** The token of this hash, unless it is revoked or past its time. Notes the use, at most every ten minutes. */
  find(hash: string, nowMs: number): TokenRecord | undefined {
    const rows = this.#sql.exec<Row>('SELECT * FROM tokens WHERE lookup = ?', hash.slice(0, LOOKUP_HEX)).toArray();
    const row = rows.find((each) => equalInConstantTime(each.hash, hash));
    if (row === undefined || (row.expires_ms !== null && row.expires_ms <= nowMs)) return undefined;
    if (nowMs - (row.last_used_ms ?? 0) >= LAST_USED_STEP_MS) {
      this.#sql.exec('UPDATE tokens SET last_used_ms = ? WHERE id = ?', nowMs, row.id);
    }
    return {
      id: row.id,
      kind: row.kind,
      ...(row.source !== null && { source: row.source }),
      ...(row.expires_ms !== null && { expiresMs: row.expires_ms }),
    };
  }

  /** Sessions are not listed: they end by themselves, at sign-out, or with their token. */
  list(): TokenInfo[] {
    const rows = this.#sql.exec<Row>("SELECT * FROM tokens WHERE kind != 'session' ORDER BY created_ms, id").toArray();
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind === 'admin' ? 'admin' : 'ingest',
      ...(row.source !== null && { source: row.source }),
      ...(row.label !== null && { label: row.label }),
      createdAt: formatInstant(row.created_ms),
      ...(row.last_used_ms !== null && { lastUsedAt: formatInstant(row.last_used_ms) }),
    }));
  }

  /** How many are listed. */
  count(): number {
    return this.#sql.exec<{ tokens: number }>("SELECT count(*) AS tokens FROM tokens WHERE kind != 'session'").one()
      .tokens;
  }

  /** Revokes a token and the sessions opened with it. */
  delete(id: string): boolean {
    this.#sql.exec('DELETE FROM tokens WHERE parent = ?', id);
    return this.#sql.exec('DELETE FROM tokens WHERE id = ?', id).rowsWritten > 0;
  }

  deleteOfSource(source: string): void {
    this.#sql.exec('DELETE FROM tokens WHERE source = ?', source);
  }

  deleteExpired(nowMs: number): void {
    this.#sql.exec('DELETE FROM tokens WHERE expires_ms <= ?', nowMs);
  }

  isAdmin(id: string): boolean {
    return this.#sql.exec("SELECT 1 FROM tokens WHERE id = ? AND kind = 'admin'", id).toArray().length > 0;
  }

  /** The last admin token cannot be revoked: nobody could make another. */
  isLastAdmin(id: string): boolean {
    const admins = this.#sql.exec<{ id: string }>("SELECT id FROM tokens WHERE kind = 'admin' LIMIT 2").toArray();
    return admins.length === 1 && admins[0]?.id === id;
  }
}
