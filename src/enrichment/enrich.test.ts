import { describe, expect, it } from 'vitest';
import type { NormalEvent } from '../domain/event.ts';
import { createEnricher, enricherWith } from './enrich.ts';
import { createWhereabouts, type EnrichmentTables } from './whereabouts.ts';

const TABLES: EnrichmentTables = {
  country: (address) => (address === '8.8.8.8' ? 'US' : 'NO'),
  network: () => ({ asn: 64500, organisation: 'Example Mobile' }),
};

const login = (more: Partial<NormalEvent>): NormalEvent =>
  ({
    id: 'e1',
    time: '2018-08-17T02:14:09Z',
    type: 'login',
    account: 'ola@example.com',
    outcome: 'success',
    ...more,
  }) as NormalEvent;

describe('enrichment', () => {
  it('reads the time as an instant and keeps the other fields', () => {
    const event = createEnricher()(login({ app: 'citrix' }), 'okta');
    expect(event).toMatchObject({
      timeMs: Date.UTC(2018, 7, 17, 2, 14, 9),
      source: 'okta',
      app: 'citrix',
      account: 'ola@example.com',
    });
  });

  it('takes the zone that the vendor names, else that of the coordinates, else all of the country', () => {
    const enrich = createEnricher();
    expect(enrich(login({ geo: { timeZone: 'Asia/Shanghai', lat: 59.91, lon: 10.75 } }), 's').place.timeZones).toEqual([
      'Asia/Shanghai',
    ]);
    expect(enrich(login({ geo: { lat: 59.91, lon: 10.75 } }), 's').place.timeZones).toEqual(['Europe/Oslo']);
    expect(enrich(login({ geo: { country: 'IN' } }), 's').place.timeZones).toEqual(['Asia/Kolkata']);
    expect(enrich(login({ geo: { country: 'US' } }), 's').place.timeZones.length).toBeGreaterThan(4);
    expect(enrich(login({}), 's').place.timeZones).toEqual([]);
  });

  it('does not take 0, 0 or half a pair of coordinates for a place', () => {
    const enrich = createEnricher();
    expect(enrich(login({ geo: { country: 'NO', lat: 0, lon: 0 } }), 's').place).toEqual({
      country: 'NO',
      timeZones: expect.any(Array),
    });
    expect(enrich(login({ geo: { country: 'NO', lat: 59.91 } }), 's').place).not.toHaveProperty('lat');
  });

  it('asks the tables only for public addresses that come without a place', () => {
    const enrich = createEnricher(TABLES);
    expect(enrich(login({ ip: '8.8.8.8' }), 's').place.country).toBe('US');
    expect(enrich(login({ ip: '8.8.8.8', geo: { country: 'SE' } }), 's').place.country).toBe('SE');
    for (const ip of ['10.1.2.3', '192.0.2.7', '100.64.0.1', '2001:db8::7', 'fe80::1', '127.0.0.1']) {
      expect(enrich(login({ ip }), 's').place.country, ip).toBeUndefined();
    }
  });

  it('marks the network by its name, and the company’s own egress by its ranges', () => {
    const enrich = createEnricher(TABLES, { egressRanges: ['198.51.100.0/24', 'nonsense'], sanctionedStores: [] });
    expect(enrich(login({ geo: { asOrg: 'Example Hosting' } }), 's').network.kind).toBe('hosting');
    expect(enrich(login({ geo: { asOrg: 'Mullvad VPN AB' } }), 's').network.kind).toBe('vpn');
    expect(enrich(login({ geo: { asOrg: 'Zscaler, Inc.' } }), 's').network.kind).toBe('relay');
    expect(enrich(login({ geo: { asOrg: 'Telenor Mobil AS' } }), 's').network.kind).toBe('mobile');
    expect(enrich(login({ geo: { asOrg: 'Example Broadband NO' } }), 's').network.kind).toBeUndefined();
    expect(enrich(login({ ip: '198.51.100.9', geo: { asOrg: 'Example Hosting' } }), 's').network.kind).toBe('egress');
    expect(enrich(login({ ip: '198.51.101.9', geo: { asOrg: 'x' } }), 's').network.kind).toBeUndefined();
  });

  it('keeps an event whose address is none, without a network', () => {
    const event = createEnricher(TABLES)(login({ ip: '2001:db8::af029' }), 's');
    expect(event.ip).toBe('2001:db8::af029');
    expect(event.network).toEqual({});
  });

  it('groups addresses by /24 and /64, also where IPv4 comes inside IPv6', () => {
    const enrich = createEnricher();
    expect(enrich(login({ ip: '192.0.2.77' }), 's').network.prefix).toBe('192.0.2.0/24');
    expect(enrich(login({ ip: '::ffff:192.0.2.99' }), 's').network.prefix).toBe('192.0.2.0/24');
    expect(enrich(login({ ip: '2001:db8:1:2:3::4' }), 's').network.prefix).toBe('2001:db8:1:2::/64');
  });

  it('tells the same for the same event after a flood of others', () => {
    const enrich = createEnricher(TABLES);
    const before = enrich(login({ ip: '8.8.8.8' }), 's');
    for (let n = 0; n < 30_000; n += 1)
      enrich(login({ ip: `9.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, userAgent: `agent-${n}/1` }), 's');
    expect(enrich(login({ ip: '8.8.8.8' }), 's')).toEqual(before);
  });

  it('hands out the same place and network for the same, of as many ordinary places as an isolate sees', () => {
    const enrich = createEnricher(TABLES, { egressRanges: ['10.0.0.0/16'], sanctionedStores: [] });
    const at = (n: number) =>
      enrich(
        login({ ip: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, geo: { country: 'NO', city: `City ${n}` } }),
        's',
      );
    const before = Array.from({ length: 19_000 }, (_, n) => at(n));
    expect(before.every(({ network, place }, n) => at(n).network === network && at(n).place === place)).toBe(true);
    expect(before[0]?.network.kind).toBe('egress');
  });

  it('remembers few places that are as wide as a sender can make them, and user agents likewise', () => {
    const enrich = createEnricher();
    const wide = (n: number, length: number) => `${n}${'東'.repeat(length)}`.slice(0, length);
    const at = (n: number) => {
      const geo = { region: wide(n, 128), city: wide(n, 128), asOrg: wide(n, 256) };
      return enrich(login({ geo, userAgent: wide(n, 2_048) }), 's');
    };
    const before = at(0);
    for (let n = 1; n < 4_500; n += 1) at(n);
    expect(at(0)).toEqual(before);
    expect(at(0).network).not.toBe(before.network);
    expect(at(0).client).not.toBe(before.client);
  });

  it('shares what it remembers between settings, but for the marks of the company’s own exits', () => {
    const whereaboutsOf = createWhereabouts(TABLES);
    const [ours, theirs] = ['198.51.100.0/24', '203.0.113.0/24'].map((range) =>
      enricherWith(whereaboutsOf, { egressRanges: [range], sanctionedStores: [] }),
    );
    const event = login({ ip: '198.51.100.9', geo: { asOrg: 'Example Hosting' } });
    expect(ours?.(event, 's').place).toBe(theirs?.(event, 's').place);
    expect([ours?.(event, 's').network.kind, theirs?.(event, 's').network.kind]).toEqual(['egress', 'hosting']);
    expect(ours?.(event, 's').network).toBe(ours?.(event, 's').network);
  });
});
