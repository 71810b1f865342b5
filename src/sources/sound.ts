import { FACTORS, FAILURES, type Geo, type NormalEvent, OPERATIONS } from '../domain/event.ts';
import { isTimeZone } from '../domain/zone.ts';

/**
 * Whether an event that was built from typed readers is one that the schema takes: what types do not say, and what they say wrongly
 * where a vendor's word was looked up in a table ("constructor"), checked without the schema, which costs as much as all the reading.
 * The contract test holds every source, with mutated records, against the schema.
 */
export function isSound(event: NormalEvent): boolean {
  const { id, account, ip, userAgent, app, device, geo } = event;
  if (!fits(id, 256) || !fits(account, 320) || account !== account.toLowerCase()) return false;
  if (ip !== undefined && !fits(ip, 64)) return false;
  if (!isText(userAgent) || !isText(app) || !isText(device) || (geo !== undefined && !isSoundGeo(geo))) return false;
  if (event.type === 'login')
    return (
      (event.outcome === 'success' || event.outcome === 'failure') &&
      isOne(factors, event.factor) &&
      isOne(failures, event.failure) &&
      isFlag(event.interactive)
    );
  return (
    fits(event.service, 253) &&
    operations.has(event.operation) &&
    isCount(event.bytes) &&
    isCount(event.count) &&
    isText(event.object) &&
    isFlag(event.external)
  );
}

const factors: ReadonlySet<string> = new Set(FACTORS);
const failures: ReadonlySet<string> = new Set(FAILURES);
const operations: ReadonlySet<string> = new Set(OPERATIONS);

const isOne = (words: ReadonlySet<string>, word: string | undefined): boolean => word === undefined || words.has(word);
const isFlag = (value: boolean | undefined): boolean => value === undefined || typeof value === 'boolean';
const isText = (text: string | undefined): boolean => text === undefined || typeof text === 'string';
const fits = (text: string, length: number): boolean =>
  typeof text === 'string' && text.length > 0 && text.length <= length;
const isCount = (value: number | undefined): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= 0);
const isWithin = (value: number | undefined, limit: number): boolean =>
  value === undefined || (value >= -limit && value <= limit);

const COUNTRY = /^[A-Z]{2}$/;
const LAST_SYSTEM = 4_294_967_295;

function isSoundGeo({ country, region, city, lat, lon, timeZone, asn, asOrg }: Geo): boolean {
  if (country !== undefined && !COUNTRY.test(country)) return false;
  if (!isText(region) || !isText(city) || !isText(asOrg) || !isWithin(lat, 90) || !isWithin(lon, 180)) return false;
  if (timeZone !== undefined && !(fits(timeZone, 64) && isTimeZone(timeZone))) return false;
  return isCount(asn) && (asn ?? 0) <= LAST_SYSTEM;
}
