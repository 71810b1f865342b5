import type { Refusal } from '../../domain/intake.ts';
import type { NewSource, SourceConfig, SourceOptions, SourcePatch } from '../../domain/tenant.ts';
import { formatInstant } from '../../domain/time.ts';

interface Row extends Record<string, SqlStorageValue> {
  name: string;
  vendor: string;
  options: string;
  created_ms: number;
  refusal: string | null;
}

export class SourceStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): SourceConfig[] {
    return this.#sql.exec<Row>('SELECT * FROM sources ORDER BY name').toArray().map(read);
  }

  get(name: string): SourceConfig | undefined {
    const [row] = this.#sql.exec<Row>('SELECT * FROM sources WHERE name = ?', name);
    return row && read(row);
  }

  count(): number {
    return this.#sql.exec<{ sources: number }>('SELECT count(*) AS sources FROM sources').one().sources;
  }

  /** Returns false when the name is taken. */
  add({ name, vendor, ...options }: NewSource, nowMs: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      'INSERT INTO sources (name, vendor, options, created_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      name,
      vendor,
      JSON.stringify(options),
      nowMs,
    );
    return rowsWritten > 0;
  }

  /** Returns undefined when there is no such source. */
  patch(name: string, patch: SourcePatch): SourceConfig | undefined {
    const source = this.get(name);
    if (source === undefined) return undefined;
    const options: SourceOptions = {
      ...patched('signingSecret', source.signingSecret, patch.signingSecret),
      ...patched('signing', source.signing, patch.signing),
      ...patched('mapping', source.mapping, patch.mapping),
    };
    this.#sql.exec('UPDATE sources SET options = ? WHERE name = ?', JSON.stringify(options), name);
    return this.get(name);
  }

  refusal(name: string): Refusal | undefined {
    const [row] = this.#sql.exec<Row>('SELECT * FROM sources WHERE name = ?', name);
    return row?.refusal == null ? undefined : JSON.parse(row.refusal);
  }

  putRefusal(name: string, refusal: Refusal): void {
    this.#sql.exec('UPDATE sources SET refusal = ? WHERE name = ?', JSON.stringify(refusal), name);
  }

  delete(name: string): boolean {
    return this.#sql.exec('DELETE FROM sources WHERE name = ?', name).rowsWritten > 0;
  }
}

function read(row: Row): SourceConfig {
  const options: SourceOptions = JSON.parse(row.options);
  return { name: row.name, vendor: row.vendor, createdAt: formatInstant(row.created_ms), ...options };
}

/** null takes the value away, undefined leaves it. */
function patched<K extends string, T>(key: K, before: T | undefined, after: T | null | undefined): { [key in K]?: T } {
  const value = after === undefined ? before : after;
  if (value === undefined || value === null) return {};
  const result: { [key in K]?: T } = {};
  result[key] = value;
  return result;
}
