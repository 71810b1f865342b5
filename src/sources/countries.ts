import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };

/** Country names to ISO 3166-1 alpha-2 codes. Vendors write "United States", "united states of america", "US" or "USA". */

const byName = new Map<string, string>();
for (const [code, names] of Object.entries(english.countries))
  for (const name of typeof names === 'string' ? [names] : names) byName.set(plain(name), code);

/** Spellings that the package does not know and vendors (MaxMind, Okta, Google) write. */
const OTHERS: Readonly<Record<string, string>> = {
  'brunei darussalam': 'BN',
  'czech republic': 'CZ',
  'hong kong sar': 'HK',
  'hong kong sar china': 'HK',
  'ivory coast': 'CI',
  korea: 'KR',
  'korea, republic of': 'KR',
  'republic of korea': 'KR',
  'macao sar china': 'MO',
  macau: 'MO',
  'north macedonia': 'MK',
  palestine: 'PS',
  russia: 'RU',
  'republic of lithuania': 'LT',
  'republic of moldova': 'MD',
  swaziland: 'SZ',
  'the netherlands': 'NL',
  turkey: 'TR',
  'united states': 'US',
  usa: 'US',
  uk: 'GB',
  'great britain': 'GB',
  'viet nam': 'VN',
  vietnam: 'VN',
};
for (const [name, code] of Object.entries(OTHERS)) byName.set(name, code);

/** Codes that say "no country": unknown, Tor, anonymous proxy, satellite, other. */
const NO_COUNTRY = new Set(['XX', 'T1', 'A1', 'A2', 'O1', 'ZZ', 'EU', 'AP']);
const KNOWN_CODES = new Set([...byName.values(), 'XK']);

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}

/** Spellings met before: taking accents off costs more than all the rest of a record. */
const CACHE_LIMIT = 2_000;
const met = new Map<string, string | undefined>();

/** A country in any spelling → its alpha-2 code; undefined when it says none. */
export function countryCode(value: string): string | undefined {
  if (met.has(value)) return met.get(value);
  const code = lookUp(value);
  if (met.size < CACHE_LIMIT && value.length <= LONGEST_NAME) met.set(value, code);
  return code;
}

const LONGEST_NAME = 128;

function lookUp(value: string): string | undefined {
  if (value.length === 2) {
    const code = value.toUpperCase();
    if (code === 'UK') return 'GB';
    return KNOWN_CODES.has(code) && !NO_COUNTRY.has(code) ? code : undefined;
  }
  return byName.get(value) ?? byName.get(plain(value.slice(0, LONGEST_NAME)));
}

/** Cloudflare writes T1 for a client that came through Tor; MaxMind A1 for an anonymous proxy. */
export const isAnonymizerCode = (value: string): boolean => value === 'T1' || value === 'A1';
