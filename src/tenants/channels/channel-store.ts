import type { Told } from '../../delivery/index.ts';
import type { ChannelConfig, ChannelReport } from '../../domain/channel.ts';

/** How a channel fares. */
export type ChannelState = Pick<ChannelReport, 'lastDeliveredAt' | 'failure' | 'refused'>;

export interface Channel {
  readonly config: ChannelConfig;
  readonly createdMs: number;
  /** It was told all news up to this sequence. */
  readonly cursor: number;
  /** Not to be called before. */
  readonly dueMs: number;
  readonly state: ChannelState;
}

interface Row extends Record<string, SqlStorageValue> {
  config: string;
  created_ms: number;
  cursor: number;
  due_ms: number;
  state: string;
}

interface ToldRow extends Record<string, SqlStorageValue> {
  rank: number;
  status: Told['status'];
  incident: string;
}

/** Channels, how far each has come, and what each was last told of an alert or notice. */
export class ChannelStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): Channel[] {
    return this.#sql.exec<Row>('SELECT * FROM channels ORDER BY name').toArray().map(read);
  }

  get(name: string): Channel | undefined {
    const [row] = this.#sql.exec<Row>('SELECT * FROM channels WHERE name = ?', name);
    return row && read(row);
  }

  /** A new channel hears of what changes from now on. False when the name is taken. */
  add(config: ChannelConfig, cursor: number, nowMs: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      `INSERT INTO channels (name, config, created_ms, cursor, due_ms, state) VALUES (?, ?, ?, ?, 0, '{}')
       ON CONFLICT DO NOTHING`,
      config.name,
      JSON.stringify(config),
      nowMs,
      cursor,
    );
    return rowsWritten > 0;
  }

  putConfig(config: ChannelConfig): void {
    this.#sql.exec('UPDATE channels SET config = ? WHERE name = ?', JSON.stringify(config), config.name);
  }

  putProgress(name: string, { cursor, dueMs, state }: Pick<Channel, 'cursor' | 'dueMs' | 'state'>): void {
    this.#sql.exec(
      'UPDATE channels SET cursor = ?, due_ms = ?, state = ? WHERE name = ?',
      cursor,
      dueMs,
      JSON.stringify(state),
      name,
    );
  }

  delete(name: string): boolean {
    this.#sql.exec('DELETE FROM told WHERE channel = ?', name);
    return this.#sql.exec('DELETE FROM channels WHERE name = ?', name).rowsWritten > 0;
  }

  /** @param subject id of an alert or a notice */
  told(channel: string, subject: string): Told | undefined {
    const [row] = this.#sql.exec<ToldRow>(
      'SELECT rank, status, incident FROM told WHERE channel = ? AND subject = ?',
      channel,
      subject,
    );
    return row;
  }

  putTold(channel: string, subject: string, { rank, status, incident }: Told): void {
    this.#sql.exec(
      `INSERT INTO told (channel, subject, rank, status, incident) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET rank = ?3, status = ?4`,
      channel,
      subject,
      rank,
      status,
      incident,
    );
  }

  forget(subjects: readonly string[]): void {
    for (const subject of subjects) this.#sql.exec('DELETE FROM told WHERE subject = ?', subject);
  }
}

/** A codec: the store wrote it itself. */
function read(row: Row): Channel {
  return {
    config: JSON.parse(row.config),
    createdMs: row.created_ms,
    cursor: row.cursor,
    dueMs: row.due_ms,
    state: JSON.parse(row.state),
  };
}
