/** What a column holds. */
export type SqlValue = ArrayBuffer | string | number | null;
type SqlRow = Record<string, SqlValue>;

/** The object's SQLite: synchronous, and it counts the rows written, which is what the platform bills. */
export interface Sql {
  run(statement: string, ...bindings: SqlValue[]): void;
  rows<Row extends SqlRow>(statement: string, ...bindings: SqlValue[]): Row[];
  /** One row at a time, for what should not stand in memory whole. Nothing may be written meanwhile. */
  each<Row extends SqlRow>(statement: string, ...bindings: SqlValue[]): Iterable<Row>;
  /** All or nothing: when `work` throws, nothing that it wrote stays, and the error goes on. */
  transaction<Value>(work: () => Value): Value;
  /** Since the object started. */
  rowsWritten(): number;
}

/** The part of a Durable Object's storage that is used here. */
export interface SqlSource {
  readonly sql: {
    exec<Row extends SqlRow>(
      statement: string,
      ...bindings: SqlValue[]
    ): Iterable<Row> & { toArray(): Row[]; readonly rowsWritten: number };
  };
  transactionSync<Value>(work: () => Value): Value;
}

export function openSql(storage: SqlSource): Sql {
  let written = 0;
  return {
    run(statement, ...bindings) {
      written += storage.sql.exec(statement, ...bindings).rowsWritten;
    },
    rows: <Row extends SqlRow>(statement: string, ...bindings: SqlValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings).toArray(),
    each: <Row extends SqlRow>(statement: string, ...bindings: SqlValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings),
    transaction: (work) => storage.transactionSync(work),
    rowsWritten: () => written,
  };
}
