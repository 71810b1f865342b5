import type { Sql } from './sql.ts';

/**
 * Append-only: the tables of version n are made by the first n entries. What runs somewhere is never edited.
 * Integer keys are the row's own address, so that a write is one row and no index.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    // Named values of the shard as JSON text: identity, snapshot, neighbourhood, id-key.
    'CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
    // What has happened since the snapshot. A row with an empty head continues the body of the row before it.
    'CREATE TABLE journal (seq INTEGER PRIMARY KEY, head TEXT NOT NULL, body TEXT NOT NULL)',
    // Baselines, many a row. id = first slot × 1,024 + part; a page covers 2^(16 − depth) slots.
    'CREATE TABLE pages (id INTEGER PRIMARY KEY, depth INTEGER NOT NULL, accounts INTEGER NOT NULL, body TEXT NOT NULL)',
    // Hashes of event ids older than the snapshot: runs by arrival time, each cut into chunks by hash prefix.
    'CREATE TABLE id_runs (run INTEGER PRIMARY KEY, level INTEGER NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, ids INTEGER NOT NULL, prefix_bits INTEGER NOT NULL)',
    'CREATE TABLE id_filters (run INTEGER NOT NULL, part INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY (run, part)) WITHOUT ROWID',
    'CREATE TABLE id_chunks (run INTEGER NOT NULL, prefix INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY (run, prefix)) WITHOUT ROWID',
    // Findings on their way to the Tenant, a JSON array a row.
    'CREATE TABLE outbox (seq INTEGER PRIMARY KEY, findings TEXT NOT NULL)',
    'CREATE TABLE jobs (name TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL) WITHOUT ROWID',
  ],
];

/** Brings the tables to version `upTo`. Each step is one transaction; running it again does nothing. */
export function migrate(sql: Sql, upTo: number = MIGRATIONS.length): void {
  sql.run('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY)');
  const [latest] = sql.rows<{ version: number }>('SELECT coalesce(max(version), 0) AS version FROM migrations');
  for (let version = (latest?.version ?? 0) + 1; version <= upTo; version += 1) {
    sql.transaction(() => {
      for (const statement of MIGRATIONS[version - 1] ?? []) sql.run(statement);
      sql.run('INSERT INTO migrations (version) VALUES (?)', version);
    });
  }
}
