import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Ids derive from what they name (SHA-256, 96 bits kept), so that the same cause gives the same id wherever it is folded. */
const ID_HEX = 24;

/** Parts are joined as JSON, so that ('a', 'bc') and ('ab', 'c') differ whatever they hold. */
export function derivedId(
  prefix: 'alr' | 'fnd' | 'cmp' | 'ntc' | 'msg',
  ...parts: readonly (string | number)[]
): string {
  return `${prefix}_${bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, ID_HEX)}`;
}
