import { ARCHIVE_SIZE_TOLERANCE } from './constants.ts';

/** Names that archivers give the volumes of a split archive: x.part1.rar, x.r00, x.z01, x.7z.001, x.tar.gz.aa. */
const VOLUME =
  /(?:\.part\d{1,5}\.(?:rar|exe)|\.[rsz]\d{2,3}|\.(?:7z|zip|rar|tar|t?gz|xz|bz2|zst)\.(?:\d{2,4}|a[a-z]{1,2}))$/i;
/** Archives with a number in the name: a volume only if its neighbours have the same size. */
const NUMBERED = /\d[^\d/\\]{0,12}\.(?:rar|7z|zip|tar|t?gz|xz|bz2|zst|cab|ace)$/i;
/** Only the end of a name is looked at, however long it is. */
const LOOKED_AT = 64;

export type ArchiveName = 'volume' | 'numbered' | 'none';

export function archiveName(object: string | undefined): ArchiveName {
  if (object === undefined) return 'none';
  const end = object.length > LOOKED_AT ? object.slice(-LOOKED_AT) : object;
  if (VOLUME.test(end)) return 'volume';
  return NUMBERED.test(end) ? 'numbered' : 'none';
}

/** Whether two volumes are of one size, as all but the last of a series are. */
export function sameSize(one: number, other: number): boolean {
  return one > 0 && other > 0 && Math.abs(one - other) <= ARCHIVE_SIZE_TOLERANCE * Math.max(one, other);
}
