import * as v from 'valibot';
import { FACTORS, FAILURES, NormalEvent, OPERATIONS } from '../../domain/event.ts';
import { parseInstant } from '../../domain/time.ts';
import { isTimeZone } from '../../domain/zone.ts';

/**
 * Validates recorded events fast. The schema takes 4 µs an event, which is half of what a backtest may cost; an event that is
 * plainly right (known fields only, nothing to lower-case or to fill in) is told in under 1 µs, and whatever is not goes to the
 * schema. It must never call right what the schema would refuse or change: a property test holds it to that.
 */
export type Fields = Readonly<Record<string, unknown>>;

const FAILURE_SET = new Set<unknown>(FAILURES);
const FACTOR_SET = new Set<unknown>(FACTORS);
const OPERATION_SET = new Set<unknown>(OPERATIONS);

const isText = (value: unknown, maxLength: number): value is string =>
  typeof value === 'string' && value.length >= 1 && value.length <= maxLength;
const isLowerText = (value: unknown, maxLength: number): boolean =>
  isText(value, maxLength) && value === value.toLowerCase();
const isAccount = (value: unknown): boolean =>
  isText(value, 320) && value === value.toLowerCase() && value === value.trim() && value.isWellFormed();
const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;
const isWhole = (value: unknown, most: number): boolean => Number.isSafeInteger(value) && isBetween(value, 0, most);
const isTime = (value: unknown): boolean => isText(value, 40) && parseInstant(value) !== undefined;

/** Counts the optional fields of an object that are there; `ok` turns false with the first that is wrong. JSON has no `undefined`. */
class Tally {
  ok = true;
  known: number;

  constructor(required: number) {
    this.known = required;
  }

  optional(value: unknown, isRight: (value: unknown) => boolean): void {
    if (value === undefined) return;
    this.known += 1;
    if (!isRight(value)) this.ok = false;
  }

  /** True where every field was right and there is no other. */
  covers(value: object): boolean {
    let fields = 0;
    for (const _ in value) fields += 1;
    return this.ok && fields === this.known;
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isCount = (value: unknown): boolean => isWhole(value, Number.MAX_SAFE_INTEGER);
const isText64 = (value: unknown): boolean => isText(value, 64);
const isText128 = (value: unknown): boolean => isText(value, 128);
const isText256 = (value: unknown): boolean => isText(value, 256);
const isText1024 = (value: unknown): boolean => isText(value, 1024);
const isText2048 = (value: unknown): boolean => isText(value, 2048);
const isCountry = (value: unknown): boolean => typeof value === 'string' && /^[A-Z]{2}$/.test(value);
const isLatitude = (value: unknown): boolean => isBetween(value, -90, 90);
const isLongitude = (value: unknown): boolean => isBetween(value, -180, 180);
const isZone = (value: unknown): boolean => typeof value === 'string' && value.length <= 64 && isTimeZone(value);
const isSystemNumber = (value: unknown): boolean => isWhole(value, 4_294_967_295);
const isFailure = (value: unknown): boolean => FAILURE_SET.has(value);
const isFactor = (value: unknown): boolean => FACTOR_SET.has(value);

function isGeo(value: unknown): boolean {
  if (!isFields(value)) return false;
  const tally = new Tally(0);
  tally.optional(value.country, isCountry);
  tally.optional(value.region, isText128);
  tally.optional(value.city, isText128);
  tally.optional(value.lat, isLatitude);
  tally.optional(value.lon, isLongitude);
  tally.optional(value.timeZone, isZone);
  tally.optional(value.asn, isSystemNumber);
  tally.optional(value.asOrg, isText256);
  return tally.covers(value);
}

/** True only where the schema would accept `value` and give it back unchanged. Straight-line code: most of its speed is in that. */
export function isPlainlyRight(value: unknown): value is NormalEvent {
  if (!isFields(value)) return false;
  if (!isText(value.id, 256) || !isTime(value.time) || !isAccount(value.account)) return false;
  const isLogin = value.type === 'login';
  const tally = new Tally(isLogin ? 5 : 6);
  tally.optional(value.ip, isText64);
  tally.optional(value.userAgent, isText2048);
  tally.optional(value.app, isText256);
  tally.optional(value.device, isText256);
  tally.optional(value.geo, isGeo);
  tally.optional(value.anonymizer, isBoolean);
  return (isLogin ? isLoginRight(value, tally) : isStorageRight(value, tally)) && tally.covers(value);
}

function isLoginRight(value: Fields, tally: Tally): boolean {
  tally.optional(value.failure, isFailure);
  tally.optional(value.interactive, isBoolean);
  tally.optional(value.factor, isFactor);
  return value.outcome === 'success' || value.outcome === 'failure';
}

function isStorageRight(value: Fields, tally: Tally): boolean {
  tally.optional(value.bytes, isCount);
  tally.optional(value.count, isCount);
  tally.optional(value.object, isText1024);
  tally.optional(value.external, isBoolean);
  return value.type === 'storage' && isLowerText(value.service, 253) && OPERATION_SET.has(value.operation);
}

/** The event of one line, or why it cannot be read. */
export type ReadEvent = { readonly event: NormalEvent } | { readonly reason: string };

/** Reads one line of recorded events as strictly as `POST /v1/events` does. */
export function readEvent(line: string): ReadEvent {
  const read = readJson(line);
  return 'reason' in read ? read : checkEvent(read.value);
}

export function readJson(line: string): { readonly value: unknown } | { readonly reason: string } {
  try {
    return { value: JSON.parse(line) };
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Checks what a line held; the event may be the value itself. */
export function checkEvent(value: unknown): ReadEvent {
  if (isPlainlyRight(value)) return { event: value };
  const parsed = v.safeParse(NormalEvent, value);
  if (parsed.success) return { event: parsed.output };
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return { reason: path === null ? issue.message : `${path}: ${issue.message}` };
}
