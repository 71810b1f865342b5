import type { Finding } from '../domain/finding.ts';
import { DELIVERY_CHARS, MAX_ROW_CHARS } from './constants.ts';
import type { Sql, SqlValue } from './sql.ts';

/** Findings on their way to the Tenant, in the order they were raised; several a row. */

export interface OutboxPage {
  readonly findings: readonly Finding[];
  /** All rows up to this one are in `findings`. */
  readonly throughSeq: number;
}

/** In the caller's transaction. */
export function post(sql: Sql, findings: readonly Finding[]): void {
  for (const text of cutFindings(findings, MAX_ROW_CHARS)) sql.run('INSERT INTO outbox (findings) VALUES (?)', text);
}

/** The oldest findings, about a megabyte of them; undefined when there are none. */
export function oldest(sql: Sql): OutboxPage | undefined {
  const findings: Finding[] = [];
  let throughSeq: number | undefined;
  let chars = 0;
  for (const row of sql.each<OutboxRow>('SELECT seq, findings FROM outbox ORDER BY seq')) {
    if (throughSeq !== undefined && chars + row.findings.length > DELIVERY_CHARS) break;
    findings.push(...readFindings(row.findings));
    throughSeq = row.seq;
    chars += row.findings.length;
  }
  return throughSeq === undefined ? undefined : { findings, throughSeq };
}

/** Rows come in rising order and are taken from the front, so nothing newer is lost. */
export function remove(sql: Sql, throughSeq: number): void {
  sql.run('DELETE FROM outbox WHERE seq <= ?', throughSeq);
}

/** Takes the findings of an account out. In the caller's transaction. Rows stay, if empty, for a delivery under way removes by number. */
export function purge(sql: Sql, account: string): void {
  for (const row of sql.rows<OutboxRow>('SELECT seq, findings FROM outbox')) {
    const findings = readFindings(row.findings);
    const kept = findings.filter((finding) => finding.account !== account);
    if (kept.length === findings.length) continue;
    sql.run('UPDATE outbox SET findings = ? WHERE seq = ?', JSON.stringify(kept), row.seq);
  }
}

export const waiting = (sql: Sql): number =>
  sql.rows<{ rows: number }>('SELECT count(*) AS rows FROM outbox')[0]?.rows ?? 0;

interface OutboxRow extends Record<string, SqlValue> {
  seq: number;
  findings: string;
}

/** A codec: the shard wrote it itself. */
function readFindings(text: string): Finding[] {
  return JSON.parse(text);
}

/** JSON arrays of at most `maxChars` each, unless a single finding is longer. */
export function cutFindings(findings: readonly Finding[], maxChars: number): readonly string[] {
  const arrays: string[] = [];
  let texts: string[] = [];
  let chars = 0;
  for (const finding of findings) {
    const text = JSON.stringify(finding);
    if (chars + text.length > maxChars && texts.length > 0) {
      arrays.push(`[${texts.join(',')}]`);
      texts = [];
      chars = 0;
    }
    texts.push(text);
    chars += text.length + 1;
  }
  if (texts.length > 0) arrays.push(`[${texts.join(',')}]`);
  return arrays;
}
