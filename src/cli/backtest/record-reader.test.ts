import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aLogin, anUpload, OSLO } from '../../../test/support/events.ts';
import { createEnricher } from '../../enrichment/enrich.ts';
import { readEvent } from './quick-event.ts';
import { createRecordReader, type ReadRecord } from './record-reader.ts';

const enricher = createEnricher();
const enrich = (event: Parameters<typeof enricher>[0]) => enricher(event, 'test');

/** The plain way. */
function readPlainly(line: string): ReadRecord {
  const read = readEvent(line);
  return 'reason' in read ? read : { event: enrich(read.event), time: read.event.time };
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

describe('reading recorded lines', () => {
  it('gives for every line what parsing, checking and enriching it gives, whatever came before', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const read = createRecordReader(enrich);
        for (const line of all) expect(read(line)).toEqual(readPlainly(line));
      }),
      { numRuns: 200 },
    );
  });

  it('enriches once what recurs', () => {
    let enriched = 0;
    const read = createRecordReader((event) => {
      enriched += 1;
      return enrich(event);
    });
    for (let index = 0; index < 50; index += 1) {
      for (const event of [aLogin(), anUpload({ bytes: index, object: `report-${index}.docx` })]) {
        expect(read(JSON.stringify(event))).toEqual(readPlainly(JSON.stringify(event)));
      }
    }
    expect(enriched).toBe(2);
  });

  it('goes on reading where nothing recurs', () => {
    const read = createRecordReader(enrich);
    for (let index = 0; index < 21_000; index += 1) {
      const line = JSON.stringify(aLogin({ device: `device-${index}` }));
      if (index % 100 === 0 || index > 19_990) expect(read(line)).toEqual(readPlainly(line));
      else read(line);
    }
  });
});
