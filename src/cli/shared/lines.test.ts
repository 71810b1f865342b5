import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type LineBatch, LONGEST_LINE_BYTES, readLines, sizesOf } from './lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-lines-'));
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
async function allOf(files: string[]): Promise<LineBatch[]> {
  const batches: LineBatch[] = [];
  for await (const batch of readLines(files)) batches.push(batch);
  return batches;
}
const linesOf = async (files: string[]): Promise<string[]> => (await allOf(files)).flatMap(({ lines }) => lines);

describe('reading lines', () => {
  it('gives the lines of plain and gzipped files alike, whatever their names', async () => {
    const content = 'one\ntwo\nthree';
    expect(await linesOf([fileOf('a.ndjson', content)])).toEqual(['one', 'two', 'three']);
    expect(await linesOf([fileOf('b.txt', gzipSync(content))])).toEqual(['one', 'two', 'three']);
  });

  it('keeps characters whole where a chunk ends inside one', async () => {
    const line = 'blåbær €😀'.repeat(20_000);
    expect(await linesOf([fileOf('utf8.ndjson', `${line}\n${line}\n${line}`)])).toEqual([line, line, line]);
  });

  it('numbers lines by file', async () => {
    const long = `${'x'.repeat(600_000)}\n`;
    const batches = await allOf([fileOf('many.ndjson', long.repeat(4)), fileOf('few.ndjson', 'a\n')]);
    expect(batches.map(({ firstLine, lines }) => [firstLine, lines.length])).toEqual([
      [1, 1],
      [2, 2],
      [4, 1],
      [1, 1],
    ]);
  });

  it('never holds a line without end', async () => {
    const [line] = await linesOf([fileOf('endless.ndjson', 'x'.repeat(9_000_000))]);
    expect(line?.length).toBeGreaterThan(LONGEST_LINE_BYTES);
    expect(line?.length).toBeLessThan(4 * LONGEST_LINE_BYTES);
  });

  it('says which gzip is broken', async () => {
    const broken = fileOf('broken.gz', gzipSync('one\ntwo'.repeat(1000)).subarray(0, 30));
    await expect(linesOf([broken])).rejects.toThrow(/broken\.gz: broken gzip/);
  });

  it('refuses a folder and a file that is not there', () => {
    expect(() => sizesOf([folder])).toThrow(/is a folder/);
    expect(() => sizesOf([join(folder, 'absent')])).toThrow(/ENOENT/);
  });
});
