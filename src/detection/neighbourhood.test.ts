import { describe, expect, it } from 'vitest';
import { OSLO } from '../../test/support/events.ts';
import {
  foldLives,
  LATER,
  loginAt,
  loud,
  officeLogins,
  STRANGE_CLIENT,
  SYDNEY,
} from '../../test/support/login-lives.ts';
import type { EnrichedLogin as Login } from '../domain/enriched-event.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import { emptyNeighbourhood, exitKey, isSharedExit, noteNetwork } from './neighbourhood.ts';

const MAX_BYTES = 65_536;
const GATEWAY = { ...SYDNEY, asn: 64600, asOrg: 'Example Corp Egress' };
const people = ['ola', 'kari', 'per', 'anne', 'nils'].map((name) => `${name}@example.com`);

describe('a shared exit', () => {
  const lives = foldLives(people.flatMap((account) => officeLogins(35, { account })));
  const through = (account: string, atMs: number) => loginAt(atMs, { account, geo: GATEWAY, ip: '203.0.113.9' });
  const first = people.slice(0, 4).flatMap((account, at) => {
    const atMs = LATER + at * HOUR_MS;
    return [loginAt(atMs, { account }), through(account, atMs + MINUTE_MS)];
  });

  it('raises nothing loud for the first who use it with their usual client', () => {
    expect(loud(foldLives(first, lives).findings)).toEqual([]);
  });

  it('is learned: after three accounts, who uses it travels no more, not even with a new client', () => {
    const learned = foldLives(first, lives);
    const anne = 'nils@example.com';
    const atMs = LATER + 10 * HOUR_MS;
    const withNewClient = loginAt(
      atMs + MINUTE_MS,
      { account: anne, geo: GATEWAY, ip: '203.0.113.9' },
      { client: STRANGE_CLIENT },
    );
    expect(loud(foldLives([loginAt(atMs, { account: anne }), withNewClient], learned).findings)).toEqual([]);
    expect(loud(foldLives([loginAt(atMs, { account: anne }), withNewClient], lives).findings)).not.toEqual([]);
  });

  it('is not made by one account, however often somebody uses it beside its owner with his client', () => {
    const often = [0, 1, 2, 3, 4, 5].flatMap((at) => {
      const atMs = LATER + at * 3 * HOUR_MS;
      return [loginAt(atMs, { account: 'ola@example.com' }), through('ola@example.com', atMs + MINUTE_MS)];
    });
    const tried = foldLives(often, lives);
    const atMs = LATER + 30 * HOUR_MS;
    const stranger = loginAt(
      atMs + MINUTE_MS,
      { account: 'kari@example.com', geo: GATEWAY, ip: '203.0.113.9' },
      { client: STRANGE_CLIENT },
    );
    expect(loud(foldLives([loginAt(atMs, { account: 'kari@example.com' }), stranger], tried).findings)).not.toEqual([]);
  });

  it('is learned though it has become a habit of those who use it, and by whatever prefix it goes out', () => {
    const prefixOf = (at: number) => `203.0.${113 + at}.9`;
    const day = 24 * HOUR_MS;
    const weeks = people.slice(0, 4).flatMap((account, at) =>
      Array.from({ length: 40 }, (_, visit) => visit)
        .filter((visit) => visit % 7 < 5)
        .flatMap((visit) => [
          loginAt(LATER + visit * day, { account }),
          // For five weeks on days of its own, so that the gateway is a place of theirs; then beside the office.
          loginAt(LATER + visit * day + (visit < 33 ? 19 * HOUR_MS : MINUTE_MS), {
            account,
            geo: GATEWAY,
            ip: prefixOf(at + visit),
          }),
        ]),
    );
    const learned = foldLives(
      weeks.toSorted((one, other) => one.timeMs - other.timeMs),
      lives,
    );
    const atMs = LATER + 41 * day;
    const account = 'nils@example.com';
    const newcomer = loginAt(
      atMs + MINUTE_MS,
      { account, geo: GATEWAY, ip: '203.0.200.9' },
      { client: STRANGE_CLIENT },
    );
    expect(loud(foldLives([loginAt(atMs, { account }), newcomer], learned).findings)).toEqual([]);
  });

  /** Each beside the office at once, by a prefix of his own. */
  const beside = (accounts: readonly string[], make: (account: string, atMs: number, at: number) => Login) =>
    accounts.flatMap((account, at) => {
      const atMs = LATER + at * HOUR_MS;
      return [loginAt(atMs, { account }), make(account, atMs + MINUTE_MS, at)];
    });

  it('is not made of strange clients, whatever network they come by', () => {
    const far = { ...OSLO, city: 'Tromsø', lat: 69.65, lon: 18.96 };
    const at = (account: string, atMs: number, client = {}) =>
      loginAt(atMs, { account, geo: far, ip: '203.0.113.9' }, client);
    const isShared = (client: Parameters<typeof at>[2]) => {
      const events = beside(people, (account, atMs) => at(account, atMs, client));
      return isSharedExit(foldLives(events, lives).neighbourhood, exitKey(at('nils@example.com', LATER).network));
    };
    expect(isShared({ client: STRANGE_CLIENT })).toBe(false);
    expect(isShared({})).toBe(true);
  });

  it('is not made of a branch office by strangers who are elsewhere meanwhile', () => {
    const branch = (account: string, atMs: number) =>
      loginAt(atMs, { account, geo: { ...OSLO, city: 'Tromsø', lat: 69.65, lon: 18.96 }, ip: '203.0.113.9' });
    const weekly = [0, 1, 2, 3].flatMap((week) =>
      people.map((account) => branch(account, LATER + (week * 7 + 1) * 24 * HOUR_MS)),
    );
    const settled = foldLives(weekly, lives);
    const isShared = (elsewhere: (account: string, atMs: number) => Login) => {
      const events = people.flatMap((account, at) => {
        const atMs = LATER + 29 * 24 * HOUR_MS + at * HOUR_MS;
        return [elsewhere(account, atMs), branch(account, atMs + MINUTE_MS)];
      });
      return isSharedExit(foldLives(events, settled).neighbourhood, exitKey(branch('nils@example.com', LATER).network));
    };
    expect(isShared((account, atMs) => loginAt(atMs, { account }))).toBe(true);
    const stranger = (account: string, atMs: number) =>
      loginAt(atMs, { account, geo: SYDNEY, ip: '198.51.100.7' }, { client: STRANGE_CLIENT });
    expect(isShared(stranger)).toBe(false);
  });

  it('is a prefix, not the cloud or the carrier that it is rented from', () => {
    const network = { asn: 64600, organisation: 'Example Corp Egress' };
    expect(exitKey(network).provider).toBeDefined();
    for (const kind of ['hosting', 'vpn', 'mobile'] as const)
      expect(exitKey({ ...network, kind }).provider).toBeUndefined();
  });

  it('is a provider only where most of those who have long used it were elsewhere', () => {
    const key = exitKey({ asn: 64600, organisation: 'Example Corp Egress' });
    const provider = key.provider;
    if (provider === undefined) throw new Error('no provider');
    const noted = (established: number, displaced: number) => {
      let known = emptyNeighbourhood;
      for (let at = 0; at < established; at += 1) known = noteNetwork(known, provider, 'established', at);
      for (let at = 0; at < displaced; at += 1) known = noteNetwork(known, provider, 'displaced', at);
      return isSharedExit(known, key);
    };
    expect(noted(4, 4)).toBe(true);
    expect(noted(12, 6)).toBe(true);
    expect(noted(12, 5)).toBe(false);
    expect(noted(3, 4)).toBe(false);
    expect(noted(4, 3)).toBe(false);
    expect(exitKey({ organisation: 'no number' }).provider).toBeUndefined();
  });

  it('is none where people travel by plane', () => {
    const flown = people.flatMap((account) => [
      loginAt(LATER + 40 * HOUR_MS, { account, geo: SYDNEY, ip: '203.0.113.9' }),
    ]);
    const visited = foldLives(flown, lives);
    const stranger = loginAt(
      LATER + 80 * HOUR_MS,
      { geo: SYDNEY, ip: '203.0.113.9', account: 'eva@example.com' },
      { client: STRANGE_CLIENT },
    );
    const eva = foldLives(officeLogins(35, { account: 'eva@example.com', geo: OSLO }), visited);
    expect(loud(foldLives([stranger], eva).findings)).not.toEqual([]);
  });
});

describe('a neighbourhood', () => {
  it('stays under 64 KB however many networks there are, and keeps the useful ones', () => {
    const useful = exitKey({ asn: 64600, organisation: 'Example Corp Egress' });
    let neighbourhood = emptyNeighbourhood;
    for (let account = 0; account < 50; account += 1)
      neighbourhood = noteNetwork(neighbourhood, useful, 'displaced', 25_000_000);
    for (let asn = 0; asn < 5_000; asn += 1)
      neighbourhood = noteNetwork(neighbourhood, exitKey({ asn, prefix: `${asn}` }), 'used', 99_000_000 + asn);
    expect(JSON.stringify(neighbourhood).length).toBeLessThan(MAX_BYTES);
    expect(neighbourhood.buckets[useful.bucket]?.[useful.key]?.[1]).toBe(50);
  });
});
