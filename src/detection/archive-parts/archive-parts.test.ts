import { expect, test } from 'vitest';
import { ATTACK_AT, live, MB, officeLife, series } from '../../../test/support/storage-lives.ts';
import { MINUTE_MS } from '../../domain/time.ts';

const send = (name: (index: number) => string, bytes: (index: number) => number = () => 5 * MB) =>
  live([
    ...officeLife(),
    ...series(ATTACK_AT, 6, MINUTE_MS, (index) => ({ object: name(index), bytes: bytes(index) })),
  ]).findings.filter(({ detection }) => detection === 'archive-parts');

test.each([
  ['ss.part1.rar', (index: number) => `ss.part${index + 1}.rar`],
  ['data.7z.001', (index: number) => `data.7z.00${index + 1}`],
  ['pp.r00', (index: number) => `pp.r0${index}`],
  ['pp.z01', (index: number) => `pp.z0${index + 1}`],
  ['dump.tar.gz.aa', (index: number) => `dump.tar.gz.a${'abcdef'[index]}`],
  ['r50.rar of one size', (index: number) => `r5${index}.rar`],
])('volumes like %s are noted from the third on, at low', (_, name) => {
  const findings = send(name);
  expect(findings.map(({ severity }) => severity)).toEqual(['low']);
  expect(findings[0]?.summary).toMatch(
    /^3 numbered archive volumes of one size \(15 MB in all\) went to sharepoint.com/,
  );
});

test.each([
  ['documents', (index: number) => `report-${index}.docx`],
  ['one archive of another size each day', (index: number) => `notes-${index}.zip`],
  ['a compressed archive without number', () => 'site.tar.gz'],
])('%s are no volumes', (_, name) => {
  expect(send(name, (index) => (5 + index) * MB)).toEqual([]);
});

test('a name of a megabyte costs nothing and breaks nothing', () => {
  expect(send((index) => `${'a'.repeat(1_000_000)}.part${index}.rar`)).toHaveLength(1);
});
