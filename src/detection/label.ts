/** JSON writes these as escapes of up to six characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}"\\\u2028\u2029]/gu;

/**
 * A name cut to at most `maxBytes` bytes as it stands in JSON. What is cut is replaced by a hash of the whole, so that
 * two long names that begin alike stay two.
 */
export function label(text: string, maxBytes: number): string {
  const plain =
    text.length > 4 * maxBytes ? text.slice(0, 4 * maxBytes).replace(UNPRINTABLE, '?') : text.replace(UNPRINTABLE, '?');
  if (plain.length === text.length && utf8Bytes(plain) <= maxBytes) return plain;
  const tail = `~${shortHash(text)}`;
  let kept = '';
  let bytes = tail.length;
  for (const character of plain) {
    bytes += utf8Bytes(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept + tail;
}

/** FNV-1a over UTF-16 units, five characters of base 36: tells names of one account apart, hides nothing. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash ^= text.charCodeAt(index);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-5);
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return bytes;
}
