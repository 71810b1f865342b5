import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonSplitter } from './json-splitter.ts';
import type { Piece } from './piece.ts';

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

describe('an envelope that is too long to be held', () => {
  const limits = { lists: ['Records', 'items'], wholeBytes: 200 };
  /** What the pieces of an envelope hold, whether it was cut up or not: each record with the members that stood before the list. */
  const records = (text: string, chunkBytes: number, name = 'Records', limit = LIMIT): unknown[] => {
    const splitter = createJsonSplitter(limit, limits);
    const body = bytes(text);
    const pieces: Piece[] = [];
    for (let at = 0; at < body.byteLength; at += chunkBytes)
      pieces.push(...splitter.push(body.slice(at, at + chunkBytes)));
    return [...pieces, ...splitter.end()].flatMap((piece) => {
      if (piece.kind !== 'value') return [piece.kind];
      const { [name]: list, ...members } = Object(piece.value);
      return Array.isArray(list) ? list.map((record) => ({ ...members, record })) : [piece.value];
    });
  };
  const many = Array.from({ length: 300 }, (_, index) => ({ ...A, index }));
  const within = (members: object) => many.map((record) => ({ ...members, record }));
  const sizes = [1, 7, 64, 150];

  it.each([
    ['on one line', JSON.stringify({ Records: many }), within({})],
    ['on many lines', JSON.stringify({ Records: many }, null, 2), within({})],
    ['with a record a line', `{"Records":[\n${many.map((each) => JSON.stringify(each)).join(',\n')}\n]}`, within({})],
    [
      'with members before',
      JSON.stringify({ requestId: 'r', n: [1], Records: many }),
      within({ requestId: 'r', n: [1] }),
    ],
    ['of another name', JSON.stringify({ 'Rec"ords': [1], items: many }), within({ 'Rec"ords': [1] }), 'items'],
    ['in an array', JSON.stringify([A, { Records: many }, B]), [A, ...within({}), B]],
    ['among lines', `${a}\n${JSON.stringify({ Records: many })}\n${b}\n`, [A, ...within({}), B]],
    ['end to end', JSON.stringify({ Records: many }).repeat(2), [...within({}), ...within({})]],
    [
      'with members behind, the like of its list among them',
      `{"Records":${JSON.stringify(many)},"more":{"s":"]}"},"items":${JSON.stringify(many)}}\n${a}`,
      [...within({}), A],
    ],
  ])('is cut up %s, each record with what stood before', (_, text, expected, name = 'Records') => {
    for (const size of sizes) expect(records(text, size, name), `${size}`).toEqual(expected);
  });

  it('costs a record that is broken or too long, and none beside it', () => {
    const bad = [
      ...many.slice(0, 100).map((each) => JSON.stringify(each)),
      '{"a":tru}',
      `{"s":"${'x'.repeat(LIMIT)}"}`,
      a,
    ];
    for (const size of sizes) {
      const [broken, long, last] = records(`{"Records":[${bad.join(',')}]}`, size).slice(100);
      expect([broken, long, last]).toEqual(['broken', 'too-long', { record: A }]);
    }
  });

  it('is what its list is called, nothing more than a few members before it, and long', () => {
    const whole = (text: string) => records(text, 64, 'Records', 1_000_000);
    expect(whole(JSON.stringify({ others: many }))).toEqual([{ others: many }]);
    expect(whole(JSON.stringify({ deep: { Records: many } }))).toEqual([{ deep: { Records: many } }]);
    expect(split(bytes(JSON.stringify({ Records: many })), 64)).toMatchObject([{ kind: 'too-long' }]);
    expect(records(JSON.stringify({ head: 'x'.repeat(5_000), Records: many }), 64)).toEqual(['too-long']);
  });

  it('that breaks off has the records that came', () => {
    const text = JSON.stringify({ Records: many });
    for (const size of sizes) expect(records(text.slice(0, -2), size)).toEqual(within({}));
  });
});
