import tzLookup from '@photostructure/tz-lookup';
import { getTimezonesForCountry } from 'countries-and-timezones';
import type { Place } from '../domain/enriched-event.ts';
import type { Geo } from '../domain/event.ts';

/** Zones of a country, one for each pair of winter and summer offset: the detections compare offsets, not names. */
const zonesOfCountries = new Map<string, readonly string[]>();

function zonesOfCountry(country: string): readonly string[] {
  const known = zonesOfCountries.get(country);
  if (known !== undefined) return known;
  const byOffsets = new Map<string, string>();
  for (const zone of getTimezonesForCountry(country) ?? []) {
    const offsets = `${zone.utcOffset}/${zone.dstOffset}`;
    if (!byOffsets.has(offsets)) byOffsets.set(offsets, zone.name);
  }
  const zones = [...byOffsets.values()];
  zonesOfCountries.set(country, zones);
  return zones;
}

/** The zones that a place may lie in: its own word, else its coordinates, else every zone of its country. */
function zonesOf(geo: Geo): readonly string[] {
  if (geo.timeZone !== undefined) return [geo.timeZone];
  if (geo.lat !== undefined && geo.lon !== undefined && !isNullIsland(geo.lat, geo.lon))
    return [tzLookup(geo.lat, geo.lon)];
  return geo.country === undefined ? [] : zonesOfCountry(geo.country);
}

/** Geo databases write 0, 0 for a place that they do not know. */
const isNullIsland = (lat: number, lon: number): boolean => lat === 0 && lon === 0;

const NOWHERE: Place = { timeZones: [] };

/** A place with its candidate zones. Coordinates count only in pairs. */
export function placeOf(geo: Geo | undefined): Place {
  if (geo === undefined) return NOWHERE;
  const { country, region, city, lat, lon } = geo;
  return {
    ...(country === undefined ? {} : { country }),
    ...(region === undefined ? {} : { region }),
    ...(city === undefined ? {} : { city }),
    ...(lat === undefined || lon === undefined || isNullIsland(lat, lon) ? {} : { lat, lon }),
    timeZones: zonesOf(geo),
  };
}
