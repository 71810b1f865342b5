import type { Sql } from './sql.ts';

/** Named values of the shard, as JSON. */
export type StateName = 'identity' | 'snapshot' | 'neighbourhood' | 'id-key';

export function readState(sql: Sql, name: StateName): unknown {
  const [row] = sql.rows<{ value: string }>('SELECT value FROM state WHERE name = ?', name);
  return row === undefined ? undefined : JSON.parse(row.value);
}

export function writeState(sql: Sql, name: StateName, value: unknown): void {
  sql.run('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)', name, JSON.stringify(value));
}
