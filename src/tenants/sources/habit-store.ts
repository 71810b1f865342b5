import type { History } from './silence/history.ts';

/** What is remembered of a stream: its hours of eight weeks, and the time of the newest event it ever brought. */
export interface StreamHabit {
  readonly history: History;
  readonly lastEventMs?: number;
}

interface Row extends Record<string, SqlStorageValue> {
  stream: string;
  from_hour: number;
  marks: string;
  last_event_ms: number | null;
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
        .map((row) => [
          row.stream,
          {
            history: { from: row.from_hour, marks: row.marks },
            ...(row.last_event_ms !== null && { lastEventMs: row.last_event_ms }),
          },
        ]),
    );
  }

  put(stream: string, { history, lastEventMs }: StreamHabit): void {
    this.#sql.exec(
      `INSERT INTO source_habits (stream, from_hour, marks, last_event_ms) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET from_hour = ?2, marks = ?3, last_event_ms = ?4`,
      stream,
      history.from,
      history.marks,
      lastEventMs ?? null,
    );
  }

  delete(stream: string): void {
    this.#sql.exec('DELETE FROM source_habits WHERE stream = ?', stream);
  }
}
