import { randomBytes } from 'node:crypto';
import { ID_WORDS } from '../../accounts/constants.ts';
import { createIdSet } from '../../accounts/ids/id-set.ts';
import { createSipHash } from '../../accounts/ids/sip-hash.ts';

/**
 * Ids of events that came, as 96-bit hashes, as a shard keeps them: ten million take at most half a gigabyte, and none of their
 * lines stays in memory for its id. The key is drawn anew, so that nobody can write ids that collide.
 */
export interface SeenIds {
  /** False where it came before. */
  readonly add: (id: string) => boolean;
}

export function createSeenIds(): SeenIds {
  const [a = 0, b = 0, c = 0, d = 0] = new Uint32Array(new Uint8Array(randomBytes(16)).buffer);
  const hash = createSipHash([a, b, c, d]);
  const words = new Uint32Array(ID_WORDS);
  const seen = createIdSet();
  return {
    add: (id) => {
      hash(id, words, 0);
      return seen.add(words, 0);
    },
  };
}
