import { describe, expect, it } from 'vitest';
import type { Normalised } from '../domain/reject.ts';
import { findSource, SOURCES } from './index.ts';

const suffixOf = (value: unknown): string =>
  typeof value === 'number' ? '_d' : typeof value === 'boolean' ? '_b' : '_s';

/** The columns that the data collector of Log Analytics makes of a record. */
function columnsOf(record: object, path: readonly string[] = []): Record<string, unknown> {
  const columns = Object.entries(record).map(([key, value]: [string, unknown]): Record<string, unknown> => {
    const place = [...path, key];
    if (value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return columnsOf(value, place);
    return { [place.join('_') + suffixOf(value)]: Array.isArray(value) ? JSON.stringify(value) : value };
  });
  return Object.assign({}, ...columns);
}

const told = (outcome: Normalised) =>
  outcome.kind === 'events'
    ? outcome.events.map(({ id, time, account, ip, userAgent, type }) => ({ id, time, account, ip, userAgent, type }))
    : outcome;

describe('a row of a custom table of Log Analytics', () => {
  const OKTA = {
    TimeGenerated: '2026-03-02T08:20:00Z',
    Type: 'Okta_CL',
    actor_id_s: '00u1example',
    actor_type_s: 'User',
    actor_alternateId_s: 'ola@example.com',
    client_ipAddress_s: '192.0.2.10',
    client_userAgent_rawUserAgent_s: 'curl/8.7.1',
    client_geographicalContext_country_s: 'Norway',
    client_geographicalContext_city_s: 'Oslo',
    eventType_s: 'user.session.start',
    outcome_result_s: 'FAILURE',
    outcome_reason_s: 'INVALID_CREDENTIALS',
    published_t: '2026-03-02T08:14:09.512Z',
    securityContext_asNumber_d: 64500,
    securityContext_isProxy_b: true,
    uuid_g: '3c7f1f7e-1616-11f1-9f5e-0242ac120002',
    target_s: '[{"type":"AppInstance","displayName":"Citrix"}]',
  };

  it('is recognised and read as the record that it was', () => {
    const okta = findSource('okta');
    expect(okta?.recognises(OKTA)).toBe(true);
    expect(okta?.normalise(OKTA)).toMatchObject({
      events: [
        {
          id: OKTA.uuid_g,
          time: '2026-03-02T08:14:09.512Z',
          account: 'ola@example.com',
          ip: '192.0.2.10',
          userAgent: 'curl/8.7.1',
          app: 'Citrix',
          geo: { country: 'NO', city: 'Oslo', asn: 64500 },
          anonymizer: true,
          outcome: 'failure',
          failure: 'bad-password',
        },
      ],
    });
  });

  it.each(
    SOURCES.filter(({ vendor }) => !['events', 'hec', 'custom'].includes(vendor)).map(
      (source) => [source.vendor, source] as const,
    ),
  )('of %s tells what the record told', (_, source) => {
    const row = { TimeGenerated: '2026-03-02T09:00:00Z', ...columnsOf(Object(source.sampleRecord)) };
    expect(source.recognises(row)).toBe(true);
    expect(told(source.normalise(row))).toEqual(told(source.normalise(source.sampleRecord)));
  });

  it('is no other record: names of columns mean nothing without the time that the table adds', () => {
    const { TimeGenerated: _, ...bare } = OKTA;
    expect(findSource('okta')?.normalise(bare)).toEqual({ kind: 'not-ours', why: 'no eventType' });
  });
});
