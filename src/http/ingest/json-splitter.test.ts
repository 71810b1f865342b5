import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonSplitter, type Piece } from './json-splitter.ts';

const LIMIT = 1_000;
const bytes = (text: string) => new TextEncoder().encode(text);

function split(body: Uint8Array, chunkBytes = body.byteLength || 1, limit = LIMIT): Piece[] {
  const splitter = createJsonSplitter(limit);
  const pieces: Piece[] = [];
  for (let at = 0; at < body.byteLength; at += chunkBytes)
    pieces.push(...splitter.push(body.slice(at, at + chunkBytes)));
  return [...pieces, ...splitter.end()];
}

/** What each piece parses to, or what else it is. */
function read(text: string, chunkBytes?: number): unknown[] {
  return split(bytes(text), chunkBytes).map((piece) => (piece.kind === 'value' ? piece.value : piece.kind));
}

const A = { a: 1, s: 'x}{]["\\" \n ø 🦉' };
const B = { b: [{ c: '[' }, []] };
const [a, b] = [JSON.stringify(A), JSON.stringify(B)];

describe('the shapes that senders use', () => {
  it.each([
    ['one object', a, [A]],
    ['NDJSON', `${a}\n${b}\n`, [A, B]],
    ['NDJSON without a last line end', `${a}\n${b}`, [A, B]],
    ['NDJSON with CRLF and empty lines', `\r\n${a}\r\n\r\n${b}\r\n`, [A, B]],
    ['an array', `[${a},${b}]`, [A, B]],
    ['a pretty-printed array', JSON.stringify([A, B], null, 2), [A, B]],
    ['an array with an object a line', `[\n${a},\n${b}\n]\n`, [A, B]],
    ['an array of arrays', `[[${a}],[${b}]]`, [[A], [B]]],
    ['several arrays', `[${a}]\n[${b}]`, [A, B]],
    ['a pretty-printed object', JSON.stringify(B, null, 2), [B]],
    [
      'pretty-printed objects, one after another',
      `${JSON.stringify(A, null, 2)}\n${JSON.stringify(B, null, 2)}`,
      [A, B],
    ],
    ['an envelope with a record a line', `{"records":[\n${a},\n${b}\n]}`, [{ records: [A, B] }]],
    ['objects with nothing between', `${a}${b}${a}`, [A, B, A]],
    ['objects with a comma between', `${a},\n${b},`, [A, B]],
    ['a JSON text sequence', `\u001e${a}\n\u001e${b}\n`, [A, B]],
    ['a byte-order mark', `\ufeff${a}\n${b}`, [A, B]],
    ['an empty array', ' [ ] ', []],
    ['nothing', ' \n', []],
  ])('cuts %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(read(text, 1)).toEqual(expected);
  });
});

describe('bad records', () => {
  it.each([
    ['a line that is no JSON', `${a}\nhello, {world}\n${b}`, [A, 'broken', B]],
    ['a first line that is no JSON', `time,user\n${a}`, ['broken', A]],
    ['a line cut inside a string', `${a}\n{"x":"cut of\n${b}`, [A, 'broken', B]],
    ['a first line cut inside a string', `{"x":"cut of\n${a}\n${b}`, ['broken', A, B]],
    ['a line cut after a colon', `${a}\n{"x":\n${b}`, [A, 'broken', B]],
    ['a line cut after a number', `${a}\n{"x":{"y":1\n${b}\n`, [A, 'broken', B]],
    ['a first line cut after a comma', `{"x":1,\n${a}\n${b}\n`, ['broken', A, B]],
    ['a last line that is cut', `${a}\n${b}\n{"x":{"y":`, [A, B, 'broken']],
    ['a bad element of an array', `[${a},{"x":,},${b}]`, [A, 'broken', B]],
    ['scalars in an array', `[1,${a},null,"x",${b}]`, [1, A, null, 'x', B]],
    ['scalars between lines', `${a}\n42\n${b}`, [A, 42, B]],
    ['an array that is never closed', `[${a},\n${b},\n`, [A, B]],
    ['a broken element with its neighbours on lines', `[\n${a},\n{"x":{,\n${b}\n]`, [A, 'broken', B]],
    ['brackets that do not fit', `{"x":]\n${a}`, ['broken', A]],
  ])('costs itself only: %s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(read(text, 1)).toEqual(expected);
  });

  it('tells the length of a record that is too long, and goes on behind it', () => {
    const long = JSON.stringify({ x: 'y'.repeat(LIMIT) });
    expect(split(bytes(`${a}\n${long}\n${b}`), 7)).toEqual([
      { kind: 'value', value: A, text: a },
      { kind: 'too-long', bytes: long.length },
      { kind: 'value', value: B, text: b },
    ]);
  });
});

const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1, maxKeys: 4 });
const joints = fc.constantFrom('\n', '\r\n', '', ' ', '\n\n');

it('finds the same records wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(json, { maxLength: 8 }),
      joints,
      fc.integer({ min: 1, max: 40 }),
      (records, joint, chunkBytes) => {
        const body = bytes(records.map((record) => JSON.stringify(record)).join(joint));
        const texts = split(body, chunkBytes, 1e6).map((piece) => (piece.kind === 'value' ? piece.value : piece));
        expect(texts).toEqual(records.map((record) => JSON.parse(JSON.stringify(record))));
      },
    ),
  );
});

it('never throws and never holds more than it may, whatever comes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (body, chunkBytes) => {
      for (const piece of split(body, chunkBytes, 100)) {
        if ('text' in piece) expect(bytes(piece.text).byteLength).toBeLessThanOrEqual(3 * 100);
      }
    }),
  );
});
