import { MINUTE_MS } from '../domain/time.ts';
import { utcOffsetMinutes } from '../domain/zone.ts';

/** Zones as logs write them: an offset, a name of UTC, an abbreviation, an IANA name. */

/** From what a clock on the wall shows, in milliseconds as if it stood in UTC, to the instant; undefined where the zone is not known. */
export type Zone = (wallMs: number) => number | undefined;

export const UTC: Zone = (wallMs) => wallMs;
/** A zone was named, but no such zone is known: a time in it cannot be read, and UTC would be hours wrong. */
export const UNKNOWN_ZONE: Zone = () => undefined;

const fixed =
  (offsetMinutes: number): Zone =>
  (wallMs) =>
    wallMs - offsetMinutes * MINUTE_MS;

/**
 * Names that mean one offset wherever they are written, in hours: those of RFC 2822 section 4.3 (obs-zone). Others name several
 * zones (IST is Indian, Irish and Israeli), or one that moves its clock.
 */
const NAMED: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

const OFFSET = /^(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;
/** Of an area and a place. Intl takes bare abbreviations too, BST for Bangladesh. */
const IANA = /^(?=.{1,64}$)[A-Za-z_]+\/[\w/+-]+$/;

/** An offset (`+0100`, `+01:00`, `+01`, `GMT+1`) or an abbreviation; undefined for anything else. */
export function writtenZone(text: string): Zone | undefined {
  const name = text.toUpperCase();
  if (Object.hasOwn(NAMED, name)) return fixed((NAMED[name] ?? 0) * 60);
  const [, sign, hours, minutes = '0'] = OFFSET.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23) return undefined;
  const offset = Number(hours) * 60 + Number(minutes);
  return fixed(sign === '-' ? -offset : offset);
}

/** What a field that names a zone says: as in a time, or an IANA name. Without one it is UTC. */
export function namedZone(text: string | undefined): Zone {
  if (text === undefined) return UTC;
  const name = text.trim();
  return writtenZone(name) ?? (IANA.test(name) ? ianaZone(name) : UNKNOWN_ZONE);
}

/** In an hour that the clock shows twice, or leaves out, it is one of the two instants that may be meant. */
const ianaZone =
  (name: string): Zone =>
  (wallMs) => {
    const near = utcOffsetMinutes(name, wallMs);
    if (near === undefined) return undefined;
    const offset = utcOffsetMinutes(name, wallMs - near * MINUTE_MS) ?? near;
    return wallMs - offset * MINUTE_MS;
  };
