import * as v from 'valibot';
import { FACTORS, FAILURES, NormalEvent, OPERATIONS } from '../../domain/event.ts';
import { parseInstant } from '../../domain/time.ts';
import { isTimeZone } from '../../domain/zone.ts';

/**
 * Validates recorded events fast. The schema takes 4 µs an event, which is half of what a backtest may cost; an event that is
 * plainly right (known fields only, nothing to lower-case or to fill in) is told in under 1 µs, and whatever is not goes to the
 * schema. It must never call right what the schema would refuse or change: a property test holds it to that.
 */
type Check = (value: unknown) => boolean;

const text =
  (maxLength: number): Check =>
  (value) =>
    typeof value === 'string' && value.length >= 1 && value.length <= maxLength;
const lowerText =
  (maxLength: number): Check =>
  (value) =>
    typeof value === 'string' && value.length >= 1 && value.length <= maxLength && value === value.toLowerCase();
const between =
  (least: number, most: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most;
const wholeBetween =
  (least: number, most: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && between(least, most)(value);
const oneOf = (values: readonly unknown[]): Check => {
  const known = new Set(values);
  return (value) => known.has(value);
};
const isBoolean: Check = (value) => typeof value === 'boolean';
const isCount = wholeBetween(0, Number.MAX_SAFE_INTEGER);

const isTime: Check = (value) => typeof value === 'string' && value.length <= 40 && parseInstant(value) !== undefined;
const isZone: Check = (value) => typeof value === 'string' && value.length <= 64 && isTimeZone(value);
const isCountry: Check = (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value);

const GEO_FIELDS = new Map<string, Check>([
  ['country', isCountry],
  ['region', text(128)],
  ['city', text(128)],
  ['lat', between(-90, 90)],
  ['lon', between(-180, 180)],
  ['timeZone', isZone],
  ['asn', wholeBetween(0, 4_294_967_295)],
  ['asOrg', text(256)],
]);
const isGeo: Check = (value) => typeof value === 'object' && value !== null && hasOnly(value, GEO_FIELDS);

const COMMON_FIELDS: readonly [string, Check][] = [
  ['id', text(256)],
  ['time', isTime],
  ['account', lowerText(320)],
  ['ip', text(64)],
  ['userAgent', text(2048)],
  ['app', text(256)],
  ['device', text(256)],
  ['geo', isGeo],
  ['anonymizer', isBoolean],
];
const LOGIN_FIELDS = new Map<string, Check>([
  ...COMMON_FIELDS,
  ['type', oneOf(['login'])],
  ['outcome', oneOf(['success', 'failure'])],
  ['failure', oneOf(FAILURES)],
  ['interactive', isBoolean],
  ['factor', oneOf(FACTORS)],
]);
const STORAGE_FIELDS = new Map<string, Check>([
  ...COMMON_FIELDS,
  ['type', oneOf(['storage'])],
  ['service', lowerText(253)],
  ['operation', oneOf(OPERATIONS)],
  ['bytes', isCount],
  ['count', isCount],
  ['object', text(1024)],
  ['external', isBoolean],
]);

function hasOnly(value: object, fields: ReadonlyMap<string, Check>): boolean {
  if (Array.isArray(value)) return false;
  for (const [name, content] of Object.entries(value)) {
    if (fields.get(name)?.(content) !== true) return false;
  }
  return true;
}

/** True only where the schema would accept `value` and give it back unchanged. */
export function isPlainlyRight(value: unknown): value is NormalEvent {
  if (typeof value !== 'object' || value === null) return false;
  if (!('id' in value && 'time' in value && 'account' in value && 'type' in value)) return false;
  if (value.type === 'login') return 'outcome' in value && hasOnly(value, LOGIN_FIELDS);
  return 'service' in value && 'operation' in value && hasOnly(value, STORAGE_FIELDS);
}

/** The event of one line, or why it cannot be read. */
export type ReadEvent = { readonly event: NormalEvent } | { readonly reason: string };

/** Reads one line of recorded events as strictly as `POST /v1/events` does. */
export function readEvent(line: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (isPlainlyRight(value)) return { event: value };
  const parsed = v.safeParse(NormalEvent, value);
  if (parsed.success) return { event: parsed.output };
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return { reason: path === null ? issue.message : `${path}: ${issue.message}` };
}
