/** The object's SQLite: synchronous, and it counts the rows written, which is what the platform bills. */
export interface Sql {
  run(statement: string, ...bindings: SqlStorageValue[]): void;
  rows<Row extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): Row[];
  /** One row at a time, for what should not stand in memory whole. Nothing may be written meanwhile. */
  each<Row extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]): Iterable<Row>;
  /** All or nothing: when `work` throws, nothing that it wrote stays, and the error goes on. */
  transaction<Value>(work: () => Value): Value;
  /** Since the object started. */
  rowsWritten(): number;
}

export type SqlSource = Pick<DurableObjectStorage, 'sql' | 'transactionSync'>;

export function openSql(storage: SqlSource): Sql {
  let written = 0;
  return {
    run(statement, ...bindings) {
      written += storage.sql.exec(statement, ...bindings).rowsWritten;
    },
    rows: <Row extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings).toArray(),
    each: <Row extends Record<string, SqlStorageValue>>(statement: string, ...bindings: SqlStorageValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings),
    transaction: (work) => storage.transactionSync(work),
    rowsWritten: () => written,
  };
}
