import { describe, expect, it } from 'vitest';
import { OSLO } from '../../../test/support/events.ts';
import { foldLives, LATER, loginAt, named, officeLogins, STRANGE_CLIENT } from '../../../test/support/login-lives.ts';
import { DAY_MS } from '../../domain/time.ts';

const life = foldLives(officeLogins());
const TRANSIT = { ...OSLO, asn: 64700, asOrg: 'Example Transit' };

describe('new-network', () => {
  it('is context: info with the usual client, low with a new one', () => {
    expect(named(foldLives([loginAt(LATER, { geo: TRANSIT })], life).findings)).toEqual(['new-network info']);
    const both = foldLives([loginAt(LATER, { geo: TRANSIT }, { client: STRANGE_CLIENT })], life).findings;
    expect(named(both)).toEqual(['new-network low']);
    expect(both[0]?.summary).toBe(
      'First session from the network Example Transit AS64700 and with the client Firefox, Windows 7, both new to the account. Usual: Example Broadband NO AS64496.',
    );
  });

  it('says each of the first sessions, which the Tenant pools, then falls silent', () => {
    const visits = Array.from({ length: 12 }, (_, at) =>
      loginAt(LATER + at * DAY_MS, { geo: TRANSIT }, { client: STRANGE_CLIENT }),
    );
    const findings = foldLives(visits, life).findings.filter(({ detection }) => detection === 'new-network');
    const starts = findings.map(({ evidence }) => (evidence.kind === 'novelty' ? evidence.sessionStart : undefined));
    expect(starts.length).toBeGreaterThanOrEqual(6);
    expect(starts.length).toBeLessThan(12);
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('counts a session once, however many events it has', () => {
    const burst = Array.from({ length: 30 }, (_, at) => loginAt(LATER + at * 60_000, { geo: TRANSIT }));
    expect(foldLives(burst, life).findings).toHaveLength(1);
  });

  it('waits in a young account, to which everything is new', () => {
    expect(foldLives(officeLogins(2)).findings).toEqual([]);
    const young = foldLives(officeLogins(2));
    expect(foldLives([loginAt(LATER - 33 * DAY_MS, { geo: TRANSIT })], young).findings).toEqual([]);
  });
});
