import type { Newest } from '../../domain/newest.ts';
import { readNewest } from '../intake/newest.ts';
import type { History } from './silence/history.ts';

/** What is remembered of a stream: its hours of eight weeks, and what was newest of all that it ever brought. */
export interface StreamHabit extends Newest {
  readonly history: History;
}

interface Row extends Record<string, SqlStorageValue> {
  stream: string;
  from_hour: number;
  marks: string;
  last_event_ms: number | null;
  last_received_ms: number | null;
}

export class HabitStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  all(): ReadonlyMap<string, StreamHabit> {
    return new Map(
      this.#sql
        .exec<Row>('SELECT * FROM source_habits')
        .toArray()
        .map((row) => [row.stream, { history: { from: row.from_hour, marks: row.marks }, ...readNewest(row) }]),
    );
  }

  put(stream: string, { history, lastEventMs, lastReceivedMs }: StreamHabit): void {
    this.#sql.exec(
      `INSERT INTO source_habits (stream, from_hour, marks, last_event_ms, last_received_ms) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET from_hour = ?2, marks = ?3, last_event_ms = ?4, last_received_ms = ?5`,
      stream,
      history.from,
      history.marks,
      lastEventMs ?? null,
      lastReceivedMs ?? null,
    );
  }

  delete(stream: string): void {
    this.#sql.exec('DELETE FROM source_habits WHERE stream = ?', stream);
  }
}
