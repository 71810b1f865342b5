import type { Geo } from '../../domain/event.ts';

/** Where the people of the scenario are: documentation addresses and AS numbers (RFC 5737, 3849, 5398) at real cities. */
export interface Access {
  readonly geo: Geo;
  /** Address of the n-th person there. */
  readonly ip: (person: number) => string;
}

const OSLO = { country: 'NO', region: 'Oslo', city: 'Oslo', lat: 59.91, lon: 10.75, timeZone: 'Europe/Oslo' };

export const OFFICE: Access = {
  geo: { ...OSLO, asn: 64496, asOrg: 'Example Software AS' },
  ip: (person) => `192.0.2.${10 + (person % 4)}`,
};
export const BROADBAND: Access = {
  geo: { ...OSLO, asn: 64497, asOrg: 'Example Broadband NO' },
  ip: (person) => `198.51.100.${20 + person}`,
};
export const FIBRE: Access = {
  geo: { ...OSLO, asn: 64498, asOrg: 'Example Fibre NO' },
  ip: (person) => `2001:db8:20:${(256 + person).toString(16)}::1a`,
};
export const MOBILE: Access = {
  geo: { ...OSLO, asn: 64499, asOrg: 'Example Mobile NO' },
  ip: (person) => `2001:db8:99:${(16 * person + 7).toString(16)}::7`,
};
export const CABIN: Access = {
  geo: {
    country: 'NO',
    region: 'Innlandet',
    city: 'Lillehammer',
    lat: 61.12,
    lon: 10.47,
    timeZone: 'Europe/Oslo',
    asn: 64499,
    asOrg: 'Example Mobile NO',
  },
  ip: (person) => `2001:db8:99:${(4096 + person).toString(16)}::7`,
};
export const SINGAPORE_HOTEL: Access = {
  geo: {
    country: 'SG',
    city: 'Singapore',
    lat: 1.35,
    lon: 103.82,
    timeZone: 'Asia/Singapore',
    asn: 65536,
    asOrg: 'Example Hotels SG',
  },
  ip: () => '203.0.113.77',
};

/** The intruder's way out: a rented machine in the victim's own city, or in another of the country. */
export const EXIT_IN_OSLO: Access = {
  geo: { ...OSLO, asn: 64501, asOrg: 'Example Networks NO' },
  ip: () => '203.0.113.201',
};
export const EXIT_IN_TRONDHEIM: Access = {
  geo: {
    country: 'NO',
    region: 'Trøndelag',
    city: 'Trondheim',
    lat: 63.43,
    lon: 10.4,
    timeZone: 'Europe/Oslo',
    asn: 64502,
    asOrg: 'Example Nett Midt',
  },
  ip: () => '203.0.113.218',
};
