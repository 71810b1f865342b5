/** Remembers what was made of a text. */
export interface BoundedCache<V> {
  readonly get: (key: string) => V | undefined;
  readonly set: (key: string, value: V) => void;
}

/** How much is remembered, by number and by the length of all keys together, which what was made of them is assumed to follow. */
export interface CacheLimits {
  readonly entries: number;
  readonly keyChars: number;
}

/** A cache that starts anew when it is full: the same few keys come again and again, those of a hostile sender never do. */
export function createBoundedCache<V>(limits: CacheLimits): BoundedCache<V> {
  const values = new Map<string, V>();
  let keyChars = 0;
  return {
    get: (key) => values.get(key),
    set: (key, value) => {
      if (values.size >= limits.entries || keyChars + key.length > limits.keyChars) {
        values.clear();
        keyChars = 0;
      }
      if (!values.has(key)) keyChars += key.length;
      values.set(key, value);
    },
  };
}
