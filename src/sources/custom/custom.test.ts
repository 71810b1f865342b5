import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NormalEvent } from '../../domain/event.ts';
import { enveloped } from '../hec.ts';
import type { MappedSource } from '../source.ts';
import { custom, mappedSource } from './custom.ts';

const CITRIX = {
  records: '/batch',
  when: { pointer: '/event', in: ['LOGIN', 'LOGIN_FAILED'] },
  id: '/uid',
  time: { jsonata: 'meta.at' },
  account: ['/user/mail', '/user/name'],
  ip: '/client/address',
  app: { value: 'citrix' },
  outcome: { pointer: '/event', words: { LOGIN: 'success', '*': 'failure' } },
  interactive: { value: true },
  factor: { jsonata: "steps[kind='second'] ? 'mfa' : 'password'" },
  'geo.country': '/client/country',
};
const RECORD = {
  uid: 'e-1',
  event: 'LOGIN',
  meta: { at: '2026-03-02 08:14:09.512' },
  user: { mail: 'Ola@Example.com' },
  client: { address: '192.0.2.10:443', country: 'Norway' },
  steps: [{ kind: 'first' }, { kind: 'second' }],
};

function compiled(mapping: unknown): MappedSource {
  const source = mappedSource(mapping);
  if (!source.ok) throw new Error(source.error.join('; '));
  return source.value;
}
const faults = (mapping: unknown): readonly string[] => {
  const source = mappedSource(mapping);
  return source.ok ? [] : source.error;
};

describe('a mapping', () => {
  it('reads an unknown vendor by pointers, constants, words and JSONata', async () => {
    expect(await compiled(CITRIX).normalise(RECORD)).toEqual({
      kind: 'events',
      events: [
        {
          id: 'e-1',
          time: '2026-03-02T08:14:09.512Z',
          type: 'login',
          account: 'ola@example.com',
          ip: '192.0.2.10',
          app: 'citrix',
          geo: { country: 'NO' },
          outcome: 'success',
          interactive: true,
          factor: 'mfa',
        },
      ],
    });
  });

  it('finds the records in the envelope it names', () => {
    expect(compiled(CITRIX).unwrap({ batch: [RECORD, RECORD] })).toEqual([RECORD, RECORD]);
  });

  it('passes over what `when` does not name', async () => {
    expect(await compiled(CITRIX).normalise({ ...RECORD, event: 'LOGOUT' })).toEqual({
      kind: 'not-ours',
      why: 'not wanted by the mapping',
    });
  });

  it('passes over what cannot be put into words', async () => {
    const outcome = await compiled(CITRIX).normalise({ ...RECORD, event: { toString: false } });
    expect(outcome.kind).toBe('not-ours');
  });

  it('passes over a record without a user, and takes the second place when the first is empty', async () => {
    expect(await compiled(CITRIX).normalise({ ...RECORD, user: {} })).toMatchObject({ kind: 'not-ours' });
    expect(await compiled(CITRIX).normalise({ ...RECORD, user: { mail: '', name: 'OLA' } })).toMatchObject({
      events: [{ account: 'ola' }],
    });
  });

  it('rejects a time that it cannot read, naming the field of the record', async () => {
    const source = compiled({ account: '/who', time: '/when/at' });
    expect(await source.normalise({ who: 'ola', when: { at: 'noon' } })).toEqual({
      kind: 'reject',
      reject: { path: '/when/at', reason: 'not a time' },
    });
    expect(await source.normalise({ who: 'ola' })).toEqual({
      kind: 'reject',
      reject: { path: '/when/at', reason: 'no time' },
    });
  });

  it('makes storage events when it maps an operation', async () => {
    const source = compiled({
      account: '/who',
      time: '/at',
      service: { value: 'files.example.com' },
      operation: { pointer: '/verb', words: { PUT: 'upload', GET: 'download' } },
      bytes: '/size',
    });
    expect(await source.normalise({ who: 'ola', at: 1772439249, verb: 'PUT', size: '1048576' })).toMatchObject({
      events: [{ type: 'storage', operation: 'upload', bytes: 1_048_576 }],
    });
  });

  it('shows in a dry run where each field came from', async () => {
    const { fields } = await compiled(CITRIX).explain(RECORD);
    expect(fields).toContainEqual({ field: 'account', value: 'ola@example.com', pointer: '/user/mail' });
    expect(fields).toContainEqual({ field: 'time', value: '2026-03-02T08:14:09.512Z', pointer: 'meta.at' });
  });

  it('names every fault by its place', () => {
    expect(faults({ acount: '/user', time: 'user/at', app: { jsonata: '((' }, when: { in: ['x'] } })).toEqual([
      '/acount: no field of the normal event',
      '/time: neither pointer, jsonata nor value',
      expect.stringMatching(/^\/app: /),
      '/when: give either pointer or jsonata',
      '/account: missing',
    ]);
    expect(faults('x')).toEqual(['the mapping is not an object']);
  });

  it.each([
    ['functions of your own', '($f := function($x){$f($x & $x)}; $f("a"))'],
    ['regular expressions', '$match(name, /(a+)+$/)'],
    ['ranges', '[1..10000000]'],
    ['padding', '$pad("x", 1000000000)'],
    ['the clock', '$now()'],
    ['evaluation of text', '$eval("1")'],
    ['variables of your own', '($a := x & x; $a := $a & $a; $length($a))'],
    ['variables in a path', 'a@$x.b[c = $x.c]'],
    ['positions in a path', 'a#$i.b'],
    ['functions over functions', '$map(a, $lowercase)'],
    ['partial functions', '(a ~> $substring(?, 0, 1))'],
    ['groups', 'a{b: c}'],
    ['parents', 'a.b.(%.c)'],
    ['pictures', '$toMillis(a, "[Y0001]-[M01]")'],
    ['indentation', '$string(a, true)'],
    ['what a record says in place of a word in another text', '$replace(a, "x", b)'],
    ['what a record says between the members of a list', '$join(a, b)'],
    ['the same by the other way of calling', 'a ~> $join(b)'],
    ['a long text in its place', `$replace(a, "x", "${'y'.repeat(65)}")`],
    ['comparing all with all', '$distinct(a)'],
    ['transforms', '$ ~> |a|{"b":1}|'],
    ['long expressions', `a${'.a'.repeat(600)}`],
  ])('refuses %s', (_, jsonata) => {
    expect(faults({ account: { jsonata } })).toHaveLength(1);
  });

  it('never throws and never emits an invalid event, whatever the record', async () => {
    const source = compiled(CITRIX);
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom('uid', 'meta', 'user', 'client', 'steps', 'event'),
        async (value, key) => {
          const outcome = await source.normalise({ ...RECORD, [key]: value }, { receivedMs: 1_772_439_249_000 });
          if (outcome.kind === 'events')
            for (const event of outcome.events) expect(v.is(NormalEvent, event)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is what the custom source becomes by its settings', () => {
    expect(custom.configured?.(CITRIX).ok).toBe(true);
  });
});

describe('a mapping in the envelopes of a collector', () => {
  const envelope = { time: 1_772_439_249, sourcetype: 'OktaIM2:log' };
  const reader = enveloped(compiled(CITRIX));

  it('reads each record of a batch, and takes the time of the envelope for one that has none', async () => {
    const batch = [RECORD, { ...RECORD, uid: 'e-2', meta: {} }];
    const records = reader.unwrap({ ...envelope, event: { batch } });
    const outcomes = await Promise.all(records.map((record) => reader.normalise(record)));
    expect(outcomes).toMatchObject([
      { events: [{ id: 'e-1', time: '2026-03-02T08:14:09.512Z', app: 'citrix' }] },
      { events: [{ id: 'e-2', time: '2026-03-02T08:14:09Z', app: 'citrix' }] },
    ]);
  });

  it("refuses an envelope that carries nothing in Splunk's words, and a text as no object", async () => {
    const reject = (reason: string) => ({ kind: 'reject', reject: { reason } });
    expect(await reader.normalise(envelope)).toMatchObject(reject('Event field is required'));
    expect(await reader.normalise({ ...envelope, event: 'hello' })).toMatchObject(reject('not a JSON object'));
  });
});
