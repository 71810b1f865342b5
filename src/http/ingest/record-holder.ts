/** Holds the parts of one record until it is whole; past the limit only their length. */
export function createHolder(maxBytes: number) {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  const add = (part: Uint8Array) => {
    bytes += part.byteLength;
    if (bytes > maxBytes) parts = [];
    else parts.push(part);
  };
  const take = (last: Uint8Array): { bytes: Uint8Array; tooLongBytes: number } => {
    add(last);
    const taken = { bytes: joined(parts), tooLongBytes: bytes > maxBytes ? bytes : 0 };
    parts = [];
    bytes = 0;
    return taken;
  };
  return { add, take, bytes: () => bytes };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const whole = new Uint8Array(parts.reduce((bytes, part) => bytes + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
