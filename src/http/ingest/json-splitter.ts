import { createListFinder } from './list-finder.ts';
import { lineByLine, type Piece, parsed } from './piece.ts';
import { createHolder } from './record-holder.ts';

/**
 * Cuts a stream of bytes into the JSON values of its records, without ever holding more than one of them:
 * NDJSON, one array, one object (on as many lines as it likes), objects one after another with or without anything between.
 *
 * It looks at strings, brackets and line ends only; whether a piece is JSON is for `JSON.parse` to say. So a bad record costs
 * itself: a string is never carried over a line end, and a line that begins with `{` inside a value that cannot go on there
 * begins a new record. JSON's structure is ASCII, so bytes are scanned and UTF-8 is decoded a piece at a time: where the
 * stream was cut into chunks makes no difference. Once lines prove to be records, a line is parsed without being scanned.
 *
 * An envelope that is too long for a record is not held to its end either: see `EnvelopeLimits`.
 *
 * Own work, because the streaming parsers on npm build values token by token (4 times slower, measured with
 * @streamparser/json) and stop for good, or skip to the end, at the first bad record.
 */
export interface JsonSplitter {
  /**
   * Takes the next bytes; returns the records that are complete with them. The bytes must not change afterwards. Between two calls it
   * looks whether it holds an envelope that is too long, so let them be few against the limits.
   */
  readonly push: (chunk: Uint8Array) => Piece[];
  /** Returns what is left when the stream is over. */
  readonly end: () => Piece[];
}

/**
 * An object longer than this, with a list under one of these names that is still open, is cut up: each member of the list is a record,
 * `{…, "name": [member]}` with what stood before the list. What stands behind it is left out.
 */
export interface EnvelopeLimits {
  readonly lists: readonly string[];
  readonly wholeBytes: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
/** Blanks, line ends, the commas of a stream that thinks it is an array, the BOM, and the record separator of RFC 7464. */
const BETWEEN = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0x20, 0x09, 0x0d, NEWLINE, COMMA, 0x1e, 0xef, 0xbb, 0xbf].includes(byte) ? 1 : 0,
);
const BLANK = 0x20;

type State = 'between' | 'value' | 'string' | 'junk';

export function createJsonSplitter(maxRecordBytes: number, limits?: EnvelopeLimits): JsonSplitter {
  const decoder = new TextDecoder();
  const held = createHolder(maxRecordBytes);
  let pieces: Piece[] = [];
  let state: State = 'between';
  /** Where the running record begins in the running chunk. */
  let start = 0;
  /** Where the line ends in the running chunk that did not parse as a whole: it is not tried again from its middle. */
  let scanUpTo = 0;
  /** Inside the array that holds the records. */
  let inArray = false;
  let depth = 0;
  let escaped = false;
  let lastByte = 0;
  let atLineStart = false;
  let severalLines = false;
  /** A record ended on the line on which it began: then lines are records. */
  let byLines = false;
  /** A line inside the value began with `{`: if the value proves broken, its lines are tried one by one. */
  let recordLikeLine = false;
  /** The envelope whose list is being cut up, or is over. */
  let envelope: Envelope | undefined;
  const list = createListFinder();

  const emit = (piece: Piece) => pieces.push(envelope === undefined ? piece : within(envelope, piece));

  const finish = (rest: Uint8Array, broken: boolean) => {
    const { bytes, tooLongBytes } = held.take(rest);
    if (envelope?.isOver) envelope = undefined;
    else if (tooLongBytes > 0) emit({ kind: 'too-long', bytes: tooLongBytes });
    else if (broken && recordLikeLine) lineByLine(decoder.decode(bytes)).forEach(emit);
    else emit(parsed(decoder.decode(bytes)));
    begun();
  };

  /** Ready for the next record. */
  const begun = () => {
    list.clear();
    state = 'between';
    depth = 0;
    escaped = false;
    atLineStart = false;
    severalLines = false;
    recordLikeLine = false;
  };

  /** `{` at the start of a line inside a value: is that value broken, and does a new record begin here? */
  const beginsAnew = () => {
    recordLikeLine = true;
    return byLines ? !inArray : lastByte !== COMMA && lastByte !== COLON && lastByte !== OPEN_BRACKET;
  };

  /** Where a byte of the running chunk lies in the record. */
  const placeOf = (at: number): number => held.bytes() + at - start;

  // Each of these reads on from `from` in its state, and returns where that state or the chunk ended.

  /** A whole line that parses is a record. Returns where it ended; undefined when it has to be scanned. */
  const line = (chunk: Uint8Array, from: number): number | undefined => {
    const end = chunk.indexOf(NEWLINE, from);
    scanUpTo = end < 0 ? chunk.byteLength : end;
    if (end < 0 || end - from > maxRecordBytes) return undefined;
    const piece = parsed(decoder.decode(chunk.subarray(from, end)));
    if (piece.kind !== 'value') return undefined;
    pieces.push(piece);
    return end;
  };

  const begin = (byte: number | undefined) => {
    if (byte === OPEN_BRACE || (byte === OPEN_BRACKET && inArray)) state = 'value';
    else if (byte === OPEN_BRACKET) inArray = true;
    else if (byte === CLOSE_BRACKET && envelope !== undefined) {
      // What is left of it is read to its end like a value whose list is closing, and dropped.
      envelope.isOver = true;
      inArray = envelope.wasInArray;
      state = 'value';
      depth = 2;
    } else if (byte === CLOSE_BRACKET && inArray) inArray = false;
    else state = 'junk';
  };

  const between = (chunk: Uint8Array, from: number): number => {
    let at = from;
    while (BETWEEN[chunk[at] ?? 0] === 1) at += 1;
    if (at >= chunk.byteLength) return at;
    start = at;
    const byte = chunk[at];
    if (byte === OPEN_BRACE && byLines && !inArray && at >= scanUpTo) {
      const end = line(chunk, at);
      if (end !== undefined) return end;
    }
    begin(byte);
    return state === 'between' ? at + 1 : at;
  };

  const junk = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.byteLength; at += 1) {
      const byte = chunk[at];
      if (byte === NEWLINE || (inArray && (byte === COMMA || byte === CLOSE_BRACKET))) {
        finish(chunk.subarray(start, at), false);
        return at;
      }
    }
    return chunk.byteLength;
  };

  const string = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.byteLength; at += 1) {
      const byte = chunk[at];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        if (depth === 1) list.nameEnds(placeOf(at));
        state = 'value';
        return at + 1;
      } else if (byte === NEWLINE) {
        finish(chunk.subarray(start, at), true);
        return at;
      }
    }
    return chunk.byteLength;
  };

  /** The first byte of a line inside a value; returns whether a new record begins with it. */
  const beginLine = (chunk: Uint8Array, at: number): boolean => {
    atLineStart = false;
    if (chunk[at] !== OPEN_BRACE || !beginsAnew()) return false;
    finish(chunk.subarray(start, at), true);
    byLines = !inArray;
    return true;
  };

  /** A bracket closes; returns whether the record ends with it. */
  const close = (chunk: Uint8Array, at: number): boolean => {
    depth -= 1;
    if (depth === 1) list.clear();
    if (depth > 0) return false;
    byLines ||= !(severalLines || inArray || envelope !== undefined);
    finish(chunk.subarray(start, at + 1), false);
    return true;
  };

  const beginString = (at: number) => {
    if (depth === 1) list.nameBegins(placeOf(at) + 1);
    state = 'string';
  };

  const openList = (at: number, before: number) => {
    if (depth === 1 && before === COLON) list.opens(placeOf(at) + 1);
    depth += 1;
  };

  const value = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.byteLength; at += 1) {
      if (atLineStart && beginLine(chunk, at)) return at;
      const byte = chunk[at] ?? 0;
      const before = lastByte;
      if (byte > BLANK) lastByte = byte;
      switch (byte) {
        case QUOTE:
          beginString(at);
          return at + 1;
        case OPEN_BRACKET:
          openList(at, before);
          break;
        case OPEN_BRACE:
          depth += 1;
          break;
        case CLOSE_BRACE:
        case CLOSE_BRACKET:
          if (close(chunk, at)) return at + 1;
          break;
        case NEWLINE:
          atLineStart = true;
          severalLines = true;
      }
    }
    return chunk.byteLength;
  };

  const readers = { between, value, string, junk };

  const taken = (): Piece[] => {
    const complete = pieces;
    pieces = [];
    return complete;
  };

  const scan = (chunk: Uint8Array) => {
    start = 0;
    scanUpTo = 0;
    for (let at = 0; at < chunk.byteLength; ) at = readers[state](chunk, at);
    if (state !== 'between') held.add(chunk.subarray(start));
  };

  /** Of a value that is too long already and has its list open: lets go of the value, and reads on inside the list. */
  const openEnvelope = () => {
    const place = list.place();
    if (limits === undefined || place === undefined || envelope !== undefined) return;
    if (held.bytes() <= limits.wholeBytes) return;
    list.clear();
    const { bytes } = held.take(new Uint8Array(0));
    const name = decoder.decode(bytes.subarray(place.nameFrom, place.nameTo));
    const head = parsed(`${decoder.decode(bytes.subarray(0, place.from))}]}`);
    if (!limits.lists.includes(name) || !isMembers(head)) return held.add(bytes);
    envelope = { members: head.value, name, wasInArray: inArray, isOver: false };
    inArray = true;
    begun();
    scan(bytes.subarray(place.from));
  };

  return {
    push: (chunk) => {
      scan(chunk);
      openEnvelope();
      return taken();
    },
    end: () => {
      if (state !== 'between') finish(new Uint8Array(0), true);
      return taken();
    },
  };
}

interface Envelope {
  /** What stands before the list. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly name: string;
  /** Whether the envelope is itself the member of an array. */
  readonly wasInArray: boolean;
  isOver: boolean;
}

/** A member of an envelope's list, in an envelope of its own. */
const within = ({ members, name }: Envelope, piece: Piece): Piece =>
  piece.kind === 'value' ? { ...piece, value: { ...members, [name]: [piece.value] } } : piece;

type Members = Piece & { readonly value: Readonly<Record<string, unknown>> };
const isMembers = (piece: Piece): piece is Members =>
  piece.kind === 'value' && typeof piece.value === 'object' && piece.value !== null;
