import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NormalEvent } from '../domain/event.ts';
import type { Normalised } from '../domain/reject.ts';
import { recogniseSource, SOURCES, type Source } from './index.ts';

/** One contract for all sources. Fixtures hold a body a line, as the vendor sends it; `*.expected.ndjson` what comes of each. */

const RECEIVED = { receivedMs: Date.UTC(2026, 2, 3) };
const path = (source: Source, kind: string): URL =>
  new URL(`../../fixtures/vendors/${source.vendor}${kind}`, import.meta.url);
const bodies = (source: Source): readonly unknown[] =>
  readFileSync(path(source, '.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
const outcomes = (source: Source): readonly (readonly Normalised[])[] =>
  bodies(source).map((body) => source.unwrap(body).map((record) => source.normalise(record)));

function expectValid(outcome: Normalised): void {
  if (outcome.kind !== 'events') return;
  expect(outcome.events.length).toBeGreaterThan(0);
  for (const event of outcome.events)
    expect(v.safeParse(NormalEvent, event)).toMatchObject({ success: true, output: event });
  expect(new TextEncoder().encode(JSON.stringify(outcome)).length).toBeLessThanOrEqual(65_536);
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(Object.freeze(value))) frozen(member);
  return value;
}

describe.each(SOURCES.map((source) => [source.vendor, source] as const))('source %s', (_, source) => {
  it('makes of each fixture what its expectation says', async () => {
    const lines = outcomes(source).map((line) => JSON.stringify(line));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(path(source, '.expected.ndjson').pathname);
  });

  it('has fixtures that become events and fixtures that are passed over', () => {
    const kinds = new Set(outcomes(source).flatMap((line) => line.map(({ kind }) => kind)));
    expect([...kinds]).toEqual(expect.arrayContaining(['events', source.vendor === 'events' ? 'reject' : 'not-ours']));
  });

  it('emits only valid events, the same each time, and leaves the record alone', () => {
    for (const record of bodies(source).flatMap((body) => source.unwrap(frozen(body)))) {
      const outcome = source.normalise(record, RECEIVED);
      expectValid(outcome);
      expect(source.normalise(record, RECEIVED)).toEqual(outcome);
    }
  });

  it('turns its sample record into an event, and explains where the account came from', () => {
    const { outcome, fields } = source.explain(source.sampleRecord);
    expect(outcome.kind).toBe('events');
    expect(outcome).toEqual(source.normalise(source.sampleRecord));
    if (source.vendor !== 'hec') expect(fields.find(({ field }) => field === 'account')).toHaveProperty('pointer');
  });

  it('is recognised by its own sample record before any other source', () => {
    if (source.vendor === 'custom') return;
    expect(source.recognises(source.sampleRecord)).toBe(true);
    if (source.vendor !== 'hec') expect(recogniseSource(source.sampleRecord)?.vendor).toBe(source.vendor);
  });

  it('says what to configure and what it can tell', () => {
    expect(source.metadata.whatToConfigure.length).toBeGreaterThan(0);
    expect(source.metadata.canTell.length).toBeGreaterThan(0);
    expect(source.title).not.toBe('');
  });

  it('rejects what is no object, and takes junk calmly', () => {
    for (const junk of [null, undefined, 0, '', 'text', true, [], [[]], Number.NaN]) {
      for (const record of source.unwrap(junk)) expectValid(source.normalise(record, RECEIVED));
      expect(source.normalise(junk).kind).not.toBe('events');
    }
  });

  it('takes what is nested deeper than the stack calmly, at every place of its records and in place of them', () => {
    const lists: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const objects: unknown = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    for (const deep of [lists, objects]) {
      for (const record of source.unwrap(deep)) expect(source.normalise(record, RECEIVED).kind).not.toBe('events');
      for (const body of bodies(source))
        for (const place of placesIn(body).slice(0, 100))
          for (const record of source.unwrap(put(body, place, deep))) source.explain(record, RECEIVED);
    }
  });

  it('never throws and never emits an invalid event, however its records are mutated', () => {
    const originals = bodies(source);
    fc.assert(
      fc.property(
        fc.constantFrom(...originals),
        fc.array(fc.tuple(fc.nat(), HOSTILE), { minLength: 1, maxLength: 6 }),
        (body, changes) => {
          let mutated = body;
          for (const [where, value] of changes) mutated = replaced(mutated, where, value);
          for (const record of source.unwrap(mutated)) expectValid(source.explain(record, RECEIVED).outcome);
          expectValid(source.normalise(mutated, RECEIVED));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has a fixture file in the folder of fixtures', () => {
    expect(existsSync(path(source, '.ndjson'))).toBe(true);
  });
});

describe('the sources together', () => {
  it('have names that no two share', () => {
    const names = SOURCES.flatMap(({ vendor, aliases }) => [vendor, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
});

const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    '',
    'N/A',
    'x'.repeat(70_000),
    '\ud800'.repeat(3_000),
    '{"a":'.repeat(1_000),
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '9999999999999999999',
    '0000-00-00T00:00:00Z',
    '+275760-09-13',
    '::ffff:1.2.3.4',
    '[2001:db8::1]:443',
    JSON.parse('{"__proto__":{"a":1},"constructor":"x"}'),
    { toString: false },
    [{ toString: false }],
    Array.from({ length: 3_000 }, () => ({ name: 'y'.repeat(100) })),
    '/'.repeat(2_000),
    'constructor',
    '__proto__',
  ),
);

/** A copy with the value at the n-th place (counted over all places, round and round) put in another's stead, or taken out for undefined. */
function replaced(value: unknown, n: number, by: unknown): unknown {
  const places = placesIn(value);
  return put(value, places[n % places.length] ?? [], by);
}

type Place = readonly (string | number)[];

const placesIn = (node: unknown, at: Place = []): readonly Place[] =>
  typeof node === 'object' && node !== null
    ? [at, ...Object.entries(node).flatMap(([key, member]) => placesIn(member, [...at, key]))]
    : [at];

function put(node: unknown, at: Place, by: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return by;
  if (Array.isArray(node))
    return node.map((member: unknown, index) => (String(index) === String(key) ? put(member, rest, by) : member));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, member]: [string, unknown]) => {
      if (name !== String(key)) return [[name, member]];
      const changed = put(member, rest, by);
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}
