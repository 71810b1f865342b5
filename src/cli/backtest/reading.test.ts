import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLogin, anUpload, OSLO } from '../../../test/support/events.ts';
import type { EnrichedEvent } from '../../domain/enriched-event.ts';
import { createEnricher } from '../../enrichment/enrich.ts';
import { createBatchReader } from './batch-reader.ts';
import type { MemoryLimits } from './line-memory.ts';
import { readEvent } from './quick-event.ts';
import { createChunkReader } from './reading.ts';

const enricher = createEnricher();
const enrich = (event: Parameters<typeof enricher>[0]) => enricher(event, 'test');

interface Read {
  events: EnrichedEvent[];
  bad: string[];
  duplicates: number;
  /** First and last. */
  times: string[];
}

/** Values as they stand in a line; most are what writers write, some are what a reader that takes short cuts would trip over. */
const ids = fc.oneof(
  fc.uuid().map((id) => JSON.stringify(id)),
  fc.constantFrom(
    '"a"',
    '"é€😀"',
    '""',
    '"a\\"b"',
    '"\\u0061"',
    '"tab\there"',
    '"x","id":"y"',
    '7',
    'null',
    `"${'x'.repeat(257)}"`,
  ),
);
const times = fc.oneof(
  fc
    .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => JSON.stringify(date)),
  fc.constantFrom(
    '"2018-08-17T02:14:09Z"',
    '"2018-08-17T02:14:09+02:00"',
    '"2018-02-30T00:00:00Z"',
    '"never"',
    '"2018-08-17t02:14:09z"',
  ),
);
const numbers = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom('0', '00', '01', '1.5', '1e3', '-1', '9007199254740993', '999999999999999', '1 ', '"5"', 'null', ''),
);
const objects = fc.oneof(
  fc.string({ maxLength: 30 }).map((object) => JSON.stringify(object)),
  fc.constantFrom('"report.docx"', '"bytes"', '"\\"bytes\\":5"', '"C:\\\\a.txt"', `"${'x'.repeat(1025)}"`),
);

const frames = fc.constantFrom<(id: string, time: string, bytes: string, object: string) => string>(
  (id, time) => `{"id":${id},"time":${time},"type":"login","account":"ola@example.com","outcome":"success"}`,
  (id, time) => `{"id":${id},"time":${time},"type":"login","account":"OLA@example.com","more":{"id":"inner"}}`,
  (id, time) => `{"more":{"id":"inner"},"id": ${id}, "time": ${time}, "type":"login","account":"ola@example.com"}\r`,
  (id, time, bytes) => `{"time":${time},"id":${id},"type":"login","account":"kari@example.com","bytes":${bytes}}`,
  (id, time, bytes, object) => storage(`"id":${id},"time":${time}`, `"bytes":${bytes},"object":${object}`),
  (id, time, bytes, object) => storage(`"time":${time},"object":${object}`, `"count":${bytes},"bytes":7,"id":${id}`),
  (id, time, bytes) => storage(`"id":${id},"time":${time},"id":"twice"`, `"bytes": ${bytes}`),
  (id, time, bytes) => storage(`"id":${id},"\\u0069d":"escaped","time":${time}`, `"bytes":${bytes}`),
  (id, time, bytes) => storage(`"id":${id},"geo":{"id":"in","city":"bytes"},"time":${time}`, `"bytes":${bytes} `),
  (id, time, bytes) => storage(`"id":${id},"time":${time},"object":"bytes","app":"id"`, `"bytes":${bytes}`),
);
const storage = (front: string, back: string): string =>
  `{${front},"type":"storage","account":"ola@example.com","geo":${JSON.stringify(OSLO)},"service":"dropbox.com","operation":"upload",${back}}`;

const lines = fc.array(
  fc.tuple(frames, ids, times, numbers, objects).map(([frame, ...values]) => frame(...values)),
  { minLength: 20, maxLength: 60 },
);

const limits = fc.record({
  bodies: fc.integer({ min: 1, max: 20 }),
  patience: fc.integer({ min: 1, max: 50 }),
  restLines: fc.integer({ min: 1, max: 20 }),
});

/** Reads lines in batches of so many, and gives back what there is of them. */
function readInBatches(lines: readonly string[], size: number, limits?: MemoryLimits, enriching = enrich): Read {
  const read = createChunkReader(limits);
  const readBatch = createBatchReader(enriching);
  const all: Read = { events: [], bad: [], duplicates: 0, times: [] };
  for (let from = 0; from < lines.length; from += size) {
    const chunk = read({ file: 'file', firstLine: from + 1, lines: lines.slice(from, from + size) });
    readBatch(structuredClone(chunk.events), (event) => all.events.push(event));
    for (const { place, reason } of chunk.badLines) all.bad.push(`${place} ${reason}`);
    all.duplicates += chunk.duplicates;
    all.times.push(chunk.firstTime, chunk.lastTime);
  }
  all.times = ends(all.times);
  return all;
}

/** The plain way: parse, check, enrich and compare each line by itself. */
function readPlainly(lines: readonly string[]): Read {
  const all: Read = { events: [], bad: [], duplicates: 0, times: [] };
  const ids = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const read = readEvent(line);
    if ('reason' in read) {
      all.bad.push(`file:${index + 1} ${read.reason}`);
      continue;
    }
    all.times.push(read.event.time);
    if (ids.has(read.event.id)) all.duplicates += 1;
    else all.events.push(enrich(read.event));
    ids.add(read.event.id);
  }
  all.times = ends(all.times);
  return all;
}

const ends = (times: readonly string[]): string[] => {
  const sorted = times.filter((time) => time !== '').toSorted((one, other) => (one < other ? -1 : 1));
  return [sorted[0] ?? '', sorted.at(-1) ?? ''];
};

describe('reading recorded lines', () => {
  it('gives for every line what parsing, checking and enriching it gives, whatever came before', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 30 }), limits, (all, size, few) => {
        expect(readInBatches(all, size, few)).toEqual(readPlainly(all));
      }),
      { numRuns: 200 },
    );
  });

  it('enriches once what recurs', () => {
    let enriched = 0;
    const counting: typeof enrich = (event) => {
      enriched += 1;
      return enrich(event);
    };
    const all = Array.from({ length: 50 }, (_, index) => [
      JSON.stringify(aLogin()),
      JSON.stringify(anUpload({ bytes: index, object: `report-${index}.docx` })),
    ]).flat();
    expect(readInBatches(all, 7, undefined, counting)).toEqual(readPlainly(all));
    expect(enriched).toBe(2);
  });

  it('goes on reading where nothing recurs, and where more recurs than is kept', () => {
    const all = Array.from({ length: 600 }, (_, index) =>
      JSON.stringify(aLogin(index % 3 === 0 ? {} : { device: `device-${index % 250}` })),
    );
    for (const bodies of [1, 50, 1_000])
      for (const patience of [3, 100, 1_000])
        expect(readInBatches(all, 40, { bodies, patience, restLines: 30 })).toEqual(readPlainly(all));
  });
});
