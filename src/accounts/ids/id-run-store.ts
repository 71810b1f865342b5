import { FILTER_ROW_BYTES, ID_WORDS, KEPT_CHUNKS } from '../constants.ts';
import type { Sql, SqlValue } from '../sql.ts';
import { chunkHolds, concat, cutIntoChunks, narrow, prefixBitsFor, prefixOf } from './id-chunks.ts';
import { addToFilter, createFilter, type IdFilter, mayHold } from './id-filter.ts';
import type { IdRun } from './id-plan.ts';

/** A run with its filter, which is held in memory; the hashes stay on disk. */
export interface FilteredRun extends IdRun {
  readonly filter: IdFilter;
}

/** All runs with their filters. */
export function loadRuns(sql: Sql): readonly FilteredRun[] {
  return sql
    .rows<RunRow>('SELECT run, level, from_ms, to_ms, ids, prefix_bits FROM id_runs ORDER BY run')
    .map((row) => ({
      run: row.run,
      level: row.level,
      fromMs: row.from_ms,
      toMs: row.to_ms,
      ids: row.ids,
      prefixBits: row.prefix_bits,
      filter: concat(
        sql
          .rows<{ words: ArrayBuffer }>('SELECT words FROM id_filters WHERE run = ? ORDER BY part', row.run)
          .map(({ words }) => new Uint32Array(words)),
      ),
    }));
}

/** Whether a run holds a hash: most are denied by the filter, the rest are settled on disk. */
export function runHolds(read: ChunkReader, run: FilteredRun, words: Uint32Array, at: number): boolean {
  if (!mayHold(run.filter, words, at)) return false;
  return chunkHolds(read(run.run, prefixOf(words[at] ?? 0, run.prefixBits)), words, at);
}

/** Reads a chunk: the hashes of a run under a prefix. */
export type ChunkReader = (run: number, prefix: number) => Uint32Array;

/** Reads chunks and keeps the latest, for a sender that repeats one batch repeats many. Chunks never change, and run numbers do not come again. */
export function createChunkReader(sql: Sql): ChunkReader {
  const kept = new Map<string, Uint32Array>();
  return (run, prefix) => {
    const key = `${run}:${prefix}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_CHUNKS) kept.clear();
    const chunk = readChunk(sql, run, prefix);
    kept.set(key, chunk);
    return chunk;
  };
}

/** Writes hashes as a new run. Part of the caller's transaction. */
export function writeRun(
  sql: Sql,
  run: number,
  span: { readonly fromMs: number; readonly toMs: number },
  words: Uint32Array,
): FilteredRun {
  const ids = words.length / ID_WORDS;
  const prefixBits = prefixBitsFor(ids);
  const filter = createFilter(ids);
  for (let at = 0; at < words.length; at += ID_WORDS) addToFilter(filter, words, at);
  for (const [prefix, chunk] of cutIntoChunks(words, prefixBits)) insertChunk(sql, run, prefix, chunk);
  return insertRun(sql, { run, level: 0, ...span, ids, prefixBits, filter });
}

/**
 * Merges runs into one of the next level, a prefix at a time, so that memory holds a chunk of each. Part of the caller's
 * transaction.
 */
export function mergeRuns(sql: Sql, run: number, sources: readonly FilteredRun[]): FilteredRun {
  const ids = sources.reduce((sum, source) => sum + source.ids, 0);
  const finest = Math.max(...sources.map((source) => source.prefixBits));
  const prefixBits = Math.max(prefixBitsFor(ids), finest);
  const filter = createFilter(ids);
  const read = narrowReader(sql);
  for (let prefix = 0; prefix < 2 ** finest; prefix += 1) {
    const words = concat(sources.map((source) => read(source, prefix, finest)));
    for (let at = 0; at < words.length; at += ID_WORDS) addToFilter(filter, words, at);
    for (const [to, chunk] of cutIntoChunks(words, prefixBits)) insertChunk(sql, run, to, chunk);
  }
  for (const source of sources) deleteRun(sql, source.run);
  return insertRun(sql, {
    run,
    level: Math.max(...sources.map((source) => source.level)) + 1,
    fromMs: Math.min(...sources.map((source) => source.fromMs)),
    toMs: Math.max(...sources.map((source) => source.toMs)),
    ids,
    prefixBits,
    filter,
  });
}

export function deleteRun(sql: Sql, run: number): void {
  sql.run('DELETE FROM id_runs WHERE run = ?', run);
  sql.run('DELETE FROM id_filters WHERE run = ?', run);
  sql.run('DELETE FROM id_chunks WHERE run = ?', run);
}

interface RunRow extends Record<string, SqlValue> {
  run: number;
  level: number;
  from_ms: number;
  to_ms: number;
  ids: number;
  prefix_bits: number;
}

function insertRun(sql: Sql, run: FilteredRun): FilteredRun {
  sql.run(
    'INSERT INTO id_runs (run, level, from_ms, to_ms, ids, prefix_bits) VALUES (?, ?, ?, ?, ?, ?)',
    run.run,
    run.level,
    run.fromMs,
    run.toMs,
    run.ids,
    run.prefixBits,
  );
  const wordsARow = FILTER_ROW_BYTES / Uint32Array.BYTES_PER_ELEMENT;
  for (let part = 0; part * wordsARow < run.filter.length; part += 1) {
    const words = run.filter.slice(part * wordsARow, (part + 1) * wordsARow);
    sql.run('INSERT INTO id_filters (run, part, words) VALUES (?, ?, ?)', run.run, part, words.buffer);
  }
  return run;
}

function insertChunk(sql: Sql, run: number, prefix: number, chunk: Uint32Array): void {
  sql.run('INSERT INTO id_chunks (run, prefix, words) VALUES (?, ?, ?)', run, prefix, chunk.slice().buffer);
}

function readChunk(sql: Sql, run: number, prefix: number): Uint32Array {
  const [row] = sql.rows<{ words: ArrayBuffer }>(
    'SELECT words FROM id_chunks WHERE run = ? AND prefix = ?',
    run,
    prefix,
  );
  return row === undefined ? new Uint32Array(0) : new Uint32Array(row.words);
}

/** Reads the hashes of a run under a prefix as fine as the finest run's; a coarser chunk is read once and kept. */
function narrowReader(sql: Sql): (source: FilteredRun, prefix: number, bits: number) => Uint32Array {
  const kept = new Map<number, { prefix: number; chunk: Uint32Array }>();
  return (source, prefix, bits) => {
    const own = prefix >>> (bits - source.prefixBits);
    if (source.prefixBits === bits) return readChunk(sql, source.run, own);
    let last = kept.get(source.run);
    if (last?.prefix !== own) {
      last = { prefix: own, chunk: readChunk(sql, source.run, own) };
      kept.set(source.run, last);
    }
    return narrow(last.chunk, prefix, bits);
  };
}
