/** Append-only: a released migration is never edited, the next one is added below. `version` is its place, from 1. */
export const TENANT_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE sources (
    name TEXT PRIMARY KEY, vendor TEXT NOT NULL, options TEXT NOT NULL, created_ms INTEGER NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT, label TEXT, parent TEXT,
    lookup TEXT NOT NULL, hash TEXT NOT NULL,
    created_ms INTEGER NOT NULL, last_used_ms INTEGER, expires_ms INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX tokens_by_lookup ON tokens (lookup);

  CREATE TABLE alerts (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, status TEXT NOT NULL, severity INTEGER NOT NULL,
    listed INTEGER NOT NULL, listed_ms INTEGER NOT NULL, opened_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL,
    changed INTEGER NOT NULL, change TEXT NOT NULL, state TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX alerts_by_time ON alerts (listed, listed_ms, id);
  CREATE INDEX alerts_by_status ON alerts (status, listed, listed_ms, id);
  CREATE INDEX alerts_by_severity ON alerts (severity, listed, listed_ms, id);
  CREATE INDEX alerts_by_account ON alerts (account, listed, listed_ms, id);
  CREATE INDEX alerts_by_change ON alerts (changed);

  CREATE TABLE alert_detections (
    detection TEXT NOT NULL, alert TEXT NOT NULL, PRIMARY KEY (detection, alert)
  ) WITHOUT ROWID;

  CREATE TABLE findings (id TEXT PRIMARY KEY, account TEXT NOT NULL, received_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX findings_by_account ON findings (account);
  CREATE INDEX findings_by_receipt ON findings (received_ms);

  CREATE TABLE campaigns (
    id TEXT PRIMARY KEY, listed_ms INTEGER NOT NULL, last_seen_ms INTEGER NOT NULL, campaign TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX campaigns_by_time ON campaigns (listed_ms, id);

  CREATE TABLE rejects (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, count INTEGER NOT NULL, records TEXT NOT NULL
  );
  CREATE INDEX rejects_by_source ON rejects (source, sequence);

  CREATE TABLE unread (
    source TEXT NOT NULL, hour INTEGER NOT NULL, passed_over INTEGER NOT NULL, rejected INTEGER NOT NULL,
    PRIMARY KEY (source, hour)
  ) WITHOUT ROWID;

  CREATE TABLE taken (
    shard TEXT NOT NULL, source TEXT NOT NULL, hour INTEGER NOT NULL,
    accepted INTEGER NOT NULL, duplicates INTEGER NOT NULL, last_event_ms INTEGER,
    PRIMARY KEY (shard, source, hour)
  ) WITHOUT ROWID;
  `,
  `ALTER TABLE unread ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}';`,
  // Rejects are named, so that one can be replayed and taken away: those of before by row and place.
  `
  UPDATE rejects SET records = (
    SELECT json_group_array(json_set(value, '$.id', 'rej_' || sequence || '_' || key)) FROM json_each(records)
  );
  `,
  `
  CREATE TABLE source_habits (
    stream TEXT PRIMARY KEY, from_hour INTEGER NOT NULL, marks TEXT NOT NULL, last_event_ms INTEGER
  ) WITHOUT ROWID;

  CREATE TABLE notices (
    id TEXT PRIMARY KEY, stream TEXT NOT NULL, status TEXT NOT NULL, raised_ms INTEGER NOT NULL,
    changed INTEGER NOT NULL, change TEXT NOT NULL, notice TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX notices_by_status ON notices (status, raised_ms, id);
  CREATE INDEX notices_by_time ON notices (raised_ms, id);
  CREATE INDEX notices_by_change ON notices (changed);

  CREATE TABLE jobs (name TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, attempts INTEGER NOT NULL) WITHOUT ROWID;
  `,
  'ALTER TABLE sources ADD COLUMN refusal TEXT;',
  `
  CREATE TABLE channels (
    name TEXT PRIMARY KEY, config TEXT NOT NULL, created_ms INTEGER NOT NULL,
    cursor INTEGER NOT NULL, due_ms INTEGER NOT NULL, state TEXT NOT NULL
  ) WITHOUT ROWID;

  CREATE TABLE told (
    channel TEXT NOT NULL, subject TEXT NOT NULL, rank INTEGER NOT NULL, status TEXT NOT NULL, incident TEXT NOT NULL,
    PRIMARY KEY (channel, subject)
  ) WITHOUT ROWID;
  CREATE INDEX told_by_subject ON told (subject);
  `,
  // A tenant of before may hold accounts, of which nothing here need tell any more: its number of shards stands. A new one has no token yet.
  "INSERT OR IGNORE INTO meta (key, value) SELECT 'shards-settled', '1' WHERE EXISTS (SELECT 1 FROM tokens);",
  // When an alert was last written, by the clock; what is there is kept as if it were of today.
  `
  ALTER TABLE alerts ADD COLUMN touched_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE alerts SET touched_ms = unixepoch() * 1000;
  INSERT OR IGNORE INTO jobs (name, due_ms, attempts) SELECT 'trim', 0, 0 WHERE EXISTS (SELECT 1 FROM alerts);
  `,
  // When something last came, by our clock. Of what came before it is not known.
  `
  ALTER TABLE taken ADD COLUMN last_received_ms INTEGER;
  ALTER TABLE unread ADD COLUMN last_received_ms INTEGER;
  ALTER TABLE source_habits ADD COLUMN last_received_ms INTEGER;
  `,
  'ALTER TABLE unread ADD COLUMN dated_by_arrival INTEGER NOT NULL DEFAULT 0;',
  // Rejects that were read again are no sign of life of their source. Of before all is taken for one.
  `
  ALTER TABLE taken ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE unread ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0;
  `,
];

type Storage = Pick<DurableObjectStorage, 'sql' | 'transactionSync'>;

/** The version that the tables stand at; 0 for an object that holds nothing. Reading it writes nothing. */
export function tenantVersion(sql: SqlStorage): number {
  const table = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").toArray();
  if (table.length === 0) return 0;
  const row = sql.exec<{ version: number | null }>('SELECT max(version) AS version FROM migrations').one();
  return row.version ?? 0;
}

/** Brings the tables up to date; each migration and its note in one transaction. */
export function migrateTenant(storage: Storage, migrations: readonly string[] = TENANT_MIGRATIONS): void {
  const { sql } = storage;
  const from = tenantVersion(sql);
  for (const [index, statements] of migrations.entries()) {
    const version = index + 1;
    if (version <= from) continue;
    storage.transactionSync(() => {
      if (version === 1) sql.exec('CREATE TABLE migrations (version INTEGER PRIMARY KEY)');
      sql.exec(statements);
      sql.exec('INSERT INTO migrations (version) VALUES (?)', version);
    });
  }
}
