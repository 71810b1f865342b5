/** The same object without its undefined fields: what is left out must not overwrite what is there. */
export function defined<T extends object>(fields: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const result: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (isDefined(value)) result[key] = value;
  }
  return result;
}

const isDefined = <V>(value: V): value is Exclude<V, undefined> => value !== undefined;
