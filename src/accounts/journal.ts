import type { BaselineVerdict } from '../detection/verdict.ts';
import type { DetectionSettings } from '../domain/settings.ts';
import { MAX_ROW_CHARS } from './constants.ts';
import { cutText } from './row-text.ts';
import type { Sql, SqlValue } from './sql.ts';

/** What happened to the shard, in order. Snapshot plus journal is all that it knows. */
export type JournalHead =
  | {
      readonly kind: 'events';
      readonly source: string;
      readonly atMs: number;
      /** The settings of that time, so that a replay folds as the batch did. */
      readonly settings: DetectionSettings;
      readonly duplicates: number;
      /** Places of the body's array that were not folded: duplicates and refused ones. */
      readonly skip: readonly number[];
      /** Set where it came of a replay of rejects. */
      readonly isReplay?: true;
    }
  | { readonly kind: 'verdict'; readonly account: string; readonly verdict: BaselineVerdict };

export interface JournalEntry {
  readonly head: JournalHead;
  /** JSON text of the events as they came; empty for a verdict. */
  readonly body: string;
}

export interface Journal {
  /** In the caller's transaction; `settle` afterwards makes it so in memory. */
  append(entry: JournalEntry): () => void;
  entries(): Iterable<JournalEntry>;
  /** Removes all entries. In the caller's transaction; `settle` as above. */
  clear(): () => void;
  /** Sequence number of the newest row, whether it is still there or not. */
  lastSeq(): number;
  rows(): number;
  chars(): number;
}

/** @param throughSeq the newest row that the snapshot holds: older ones are not read again, and numbers go on from it. */
export function openJournal(sql: Sql, throughSeq: number): Journal {
  const [found] = sql.rows<{ last: number | null; rows: number; chars: number | null }>(
    'SELECT max(seq) AS last, count(*) AS rows, sum(length(body)) AS chars FROM journal WHERE seq > ?',
    throughSeq,
  );
  let lastSeq = Math.max(found?.last ?? throughSeq, throughSeq);
  let rows = found?.rows ?? 0;
  let chars = found?.chars ?? 0;
  return {
    append({ head, body }) {
      const pieces = cutText(body, MAX_ROW_CHARS);
      pieces.forEach((piece, index) => {
        const headText = index === 0 ? JSON.stringify(head) : '';
        sql.run('INSERT INTO journal (seq, head, body) VALUES (?, ?, ?)', lastSeq + 1 + index, headText, piece);
      });
      return () => {
        lastSeq += pieces.length;
        rows += pieces.length;
        chars += body.length;
      };
    },
    *entries() {
      let head: JournalHead | undefined;
      let pieces: string[] = [];
      const after = lastSeq - rows;
      for (const row of sql.each<JournalRow>('SELECT head, body FROM journal WHERE seq > ? ORDER BY seq', after)) {
        if (row.head !== '') {
          if (head !== undefined) yield { head, body: pieces.join('') };
          head = JSON.parse(row.head);
          pieces = [];
        }
        pieces.push(row.body);
      }
      if (head !== undefined) yield { head, body: pieces.join('') };
    },
    clear() {
      sql.run('DELETE FROM journal');
      return () => {
        rows = 0;
        chars = 0;
      };
    },
    lastSeq: () => lastSeq,
    rows: () => rows,
    chars: () => chars,
  };
}

interface JournalRow extends Record<string, SqlValue> {
  head: string;
  body: string;
}
