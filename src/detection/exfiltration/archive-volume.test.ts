import { expect, test } from 'vitest';
import { archiveName, sameSize } from './archive-volume.ts';

test.each(['pp.part1.rar', 'PP.PART12.RAR', 'a/b/x.r07', 'x.z01', 'x.7z.003', 'x.zip.001', 'dump.tar.gz.ab'])(
  '%s is a volume by its name',
  (name) => {
    expect(archiveName(name)).toBe('volume');
  },
);

test.each(['r50.rar', 'backup-3.zip', 'notes-0-1.zip', 'x1.tar.gz'])('%s is numbered', (name) => {
  expect(archiveName(name)).toBe('numbered');
});

test.each([undefined, '', 'report.pdf', 'site.tar.gz', 'photo.001.jpg', 'part1.docx', 'x.part1.rar.txt'])(
  '%s is neither',
  (name) => {
    expect(archiveName(name)).toBe('none');
  },
);

test('one size is within a hundredth', () => {
  expect(sameSize(100_000, 100_900)).toBe(true);
  expect(sameSize(100_000, 102_000)).toBe(false);
  expect(sameSize(0, 0)).toBe(false);
});
