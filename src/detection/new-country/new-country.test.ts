import { describe, expect, it } from 'vitest';
import { OSLO } from '../../../test/support/events.ts';
import { foldLives, LATER, loginAt, named, officeLogins, STRANGE_CLIENT } from '../../../test/support/login-lives.ts';
import { DAY_MS } from '../../domain/time.ts';

const life = foldLives(officeLogins());
const PARIS = { ...OSLO, country: 'FR', city: 'Paris', lat: 48.86, lon: 2.35, timeZone: 'Europe/Paris', asn: 64507 };

describe('new-country', () => {
  it('is context: info with the usual client, low with a new client and network', () => {
    const usual = foldLives([loginAt(LATER + DAY_MS, { geo: PARIS })], life).findings;
    expect(named(usual)).toContain('new-country info');
    expect(usual[0]?.summary).toContain('First login from Paris, FR');
    expect(usual[0]?.summary).toContain('so far the account was seen in NO');
    const strange = foldLives([loginAt(LATER + DAY_MS, { geo: PARIS }, { client: STRANGE_CLIENT })], life).findings;
    expect(named(strange)).toContain('new-country low');
  });

  it('is said once, and not of the country where the account lives', () => {
    const visits = [1, 2, 3].map((day) => loginAt(LATER + day * DAY_MS, { geo: PARIS }));
    expect(named(foldLives(visits, life).findings).filter((name) => name.startsWith('new-country'))).toHaveLength(1);
    const bergen = { ...OSLO, city: 'Bergen', lat: 60.39, lon: 5.32 };
    expect(foldLives([loginAt(LATER + DAY_MS, { geo: bergen })], life).findings).toEqual([]);
  });
});
