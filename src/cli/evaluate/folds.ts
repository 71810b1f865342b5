import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** People are parted into folds by a hash of their account, so that what was chosen on some can be judged on the others. */
export const FOLDS = 5;

export const foldOf = (account: string): number => (sha256(utf8ToBytes(account))[0] ?? 0) % FOLDS;
