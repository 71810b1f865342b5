import { FACTORS, FAILURES, OPERATIONS } from '../../domain/event.ts';
import type { Normalised } from '../../domain/reject.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { isTimeZone } from '../../domain/zone.ts';
import { countryCode } from '../countries.ts';
import { defineSource } from '../define.ts';
import { type Draft, notOurs, type PassedOver, type Reading } from '../draft.ts';
import { explainEvents } from '../explain.ts';
import { accountOf, type Fields, type ReadValue } from '../fields.ts';
import { isObject } from '../pointer.ts';
import { settle } from '../settle.ts';
import type { MappedSource, RecordContext, Source } from '../source.ts';
import { asInstant } from '../times.ts';
import { listNames, unwrapLists } from '../unwrap.ts';
import { asAddress, asCount, asFlag, asNumber, asSystemNumber, asText } from '../values.ts';
import { type CompiledMapping, compileMapping, MAPPED_FIELDS, type MappedField } from './mapping.ts';

/** The JSON Pointer of each field in a record that names its fields as the normal event does. */
const OWN_POINTERS = new Map(MAPPED_FIELDS.map((field) => [field, `/${field.replace('.', '/')}`]));

/** Without a mapping: fields named as in the normal event, read liberally (times, addresses and countries in any form). */
function read(fields: Fields): Reading {
  fields.account('/account');
  const values = new Map<MappedField, unknown>();
  for (const [field, pointer] of OWN_POINTERS) {
    const value = fields.at(pointer);
    if (value !== undefined && value !== null) values.set(field, value);
  }
  const reading = readingOf(values);
  return 'notOurs' in reading ? reading : { ...reading, time: fields.time('/time') };
}

export const custom: Source = {
  ...defineSource({
    vendor: 'custom',
    aliases: ['webhook', 'other'],
    title: 'Anything else',
    wayIn: 'webhook, HEC; with a mapping in the settings of the source',
    metadata: {
      whatToConfigure: [
        'Add a source of vendor `custom` with a `mapping`: for each field of the normal event a JSON Pointer, a constant, or a JSONata expression.',
        'JSONata here is paths, predicates, sorting, conditions, operators and plain functions ($lowercase, $substringAfter, $split, $replace, $join, $lookup, $toMillis, $fromMillis and the like); variables and functions of your own, ranges, groups and regular expressions are refused. Texts of more than 16,384 characters are not taken up, and an expression that takes too long on a record finds nothing in it.',
        'Try it on a pasted sample first: the dry run shows which field became what.',
      ],
      canTell: ['what the mapping finds'],
      cannotTell: ['what a record does not hold'],
      docs: 'https://docs.jsonata.org/',
    },
    envelopes: ['/events', '/records', '/data'],
    recognises: () => false,
    read,
    sampleRecord: {
      time: '2026-03-02 08:14:09',
      account: 'Ola@Example.com',
      ip: '192.0.2.10:51234',
      app: 'crm',
      outcome: 'ok',
      geo: { country: 'Norway' },
    },
  }),
  configured: mappedSource,
};

/** Makes a source of a mapping in a source's settings. The error names each fault by its place in the mapping. */
export function mappedSource(mapping: unknown): Result<MappedSource, readonly string[]> {
  const compiled = compileMapping(mapping);
  if (!compiled.ok) return fail(compiled.error);
  const { value } = compiled;
  const envelopes = value.records === undefined ? [] : [value.records];
  return ok({
    lists: listNames(envelopes),
    unwrap: (body) => unwrapLists(body, envelopes),
    normalise: async (record, context = {}) => (await run(value, record, context)).outcome,
    async explain(record, context = {}) {
      const { outcome, reads } = await run(value, record, context);
      return { outcome, fields: outcome.kind === 'events' ? explainEvents(outcome.events, reads) : [] };
    },
  });
}

async function run(
  mapping: CompiledMapping,
  record: unknown,
  context: RecordContext,
): Promise<{ outcome: Normalised; reads: readonly ReadValue[] }> {
  if (!isObject(record))
    return { outcome: { kind: 'reject', reject: { path: '', reason: 'not a JSON object' } }, reads: [] };
  if (mapping.when !== undefined && !(await mapping.when(record)))
    return { outcome: { kind: 'not-ours', why: 'not wanted by the mapping' }, reads: [] };
  const values = new Map<MappedField, unknown>();
  const reads: ReadValue[] = [];
  for (const [field, reader] of mapping.fields) {
    const found = await reader(record);
    if (found === undefined) continue;
    values.set(field, found.value);
    if (found.from !== '') reads.push({ pointer: found.from, value: found.value });
  }
  const reading = readingOf(values);
  const notes = {
    timePath: mapping.places.get('time') ?? '',
    timeUnreadable: values.has('time') && asInstant(values.get('time')) === undefined,
    accountPath: mapping.places.get('account') ?? '',
    trace: undefined,
  };
  return { outcome: settle(reading, notes, context), reads };
}

const oneOf = <T extends string>(words: readonly T[], value: unknown): T | undefined =>
  words.find((word) => word === value);

/** success, failure; also true and false, and the words most vendors use. */
function outcomeOf(value: unknown): 'success' | 'failure' | undefined {
  const flag = asFlag(value);
  if (flag !== undefined) return flag ? 'success' : 'failure';
  const text = asText(value)?.toLowerCase();
  if (text === undefined) return undefined;
  return /fail|den(?:y|ied)|reject|error|invalid|block/.test(text) ? 'failure' : 'success';
}

function readingOf(values: ReadonlyMap<MappedField, unknown>): Draft | PassedOver {
  const text = (field: MappedField): string | undefined => asText(values.get(field));
  const zone = text('geo.timeZone');
  const lat = asNumber(values.get('geo.lat'));
  const lon = asNumber(values.get('geo.lon'));
  const isPlace = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  const common = {
    id: text('id'),
    time: asInstant(values.get('time')),
    account: accountOf(values.get('account')),
    ip: asAddress(values.get('ip')),
    userAgent: text('userAgent'),
    app: text('app'),
    device: text('device'),
    anonymizer: asFlag(values.get('anonymizer')),
    geo: {
      country: countryCode(text('geo.country') ?? ''),
      region: text('geo.region'),
      city: text('geo.city'),
      ...(isPlace ? { lat, lon } : {}),
      timeZone: zone !== undefined && zone.length <= 64 && isTimeZone(zone) ? zone : undefined,
      asn: asSystemNumber(values.get('geo.asn')),
      asOrg: text('geo.asOrg'),
    },
  };
  const operation = oneOf(OPERATIONS, values.get('operation'));
  const service = text('service');
  const type = values.get('type') ?? (operation === undefined ? 'login' : 'storage');
  if (type === 'storage') {
    if (operation === undefined || service === undefined) return notOurs('no transfer');
    return {
      type,
      ...common,
      service: service.slice(0, 253),
      operation,
      bytes: asCount(values.get('bytes')),
      count: asCount(values.get('count')),
      object: text('object'),
      external: asFlag(values.get('external')),
    };
  }
  if (type !== 'login') return notOurs('no login or transfer');
  return {
    type: 'login',
    ...common,
    outcome: outcomeOf(values.get('outcome')),
    failure: oneOf(FAILURES, values.get('failure')),
    interactive: asFlag(values.get('interactive')),
    factor: oneOf(FACTORS, values.get('factor')),
  };
}
