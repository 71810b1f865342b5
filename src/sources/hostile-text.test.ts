import { describe, expect, it } from 'vitest';
import { findSource } from './index.ts';

/** Texts that whoever logs in can choose, so long and so made that a pattern which begins again at each of its characters takes minutes. */

const LENGTH = 500_000;
const long = (text: string) => text.repeat(LENGTH / text.length);

const cloudtrail = (requestParameters: object) => ({
  ...Object(findSource('cloudtrail')?.sampleRecord),
  eventName: 'PutBucketAcl',
  requestParameters,
});
const ecs = (action: string) => ({
  '@timestamp': '2026-10-05T08:00:00Z',
  event: { category: ['file'], action },
  user: { name: 'ola' },
});
const keycloak = (message: string) => ({ '@timestamp': '2026-10-05T08:00:00Z', message });
const line = (username: string) =>
  `type="LOGIN_ERROR", realmId="example", clientId="portal", userId="null", ipAddress="192.0.2.10", error="user_not_found", username=${username}`;

describe('a long text', () => {
  it.each<[string, string, object, number]>([
    ['blanks in a request', 'cloudtrail', cloudtrail({ key: `"x-amz-acl":${' '.repeat(65_000)}x` }), 1],
    ['an action of many syncs', 'ecs', ecs(long('sync')), 1],
    ['an action of many removals', 'ecs', ecs(long('remov')), 1],
    ['a method of many services', 'gcp', { protoPayload: { methodName: long('OsLoginService.') } }, 1],
    ['a word in a line of a log', 'keycloak', keycloak(line(`"x, ${long('a')}"`)), 50],
    ['open quotes in a line of a log', 'keycloak', keycloak(line(long('"a="b, '))), 50],
    [
      'arrows in an account',
      'zscaler',
      { ...Object(findSource('zscaler')?.sampleRecord), login: `${long('->')}\nx` },
      1,
    ],
  ])('of %s is read in a moment', (_, vendor, record, times) => {
    const startMs = performance.now();
    for (let time = 0; time < times; time += 1) findSource(vendor)?.normalise(record);
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});

describe('a line of the log of Keycloak', () => {
  const read = (message: string) => findSource('keycloak')?.normalise(keycloak(message));

  it('is read with quotes, with escaped ones, and without', () => {
    const outcome = (account: string) => ({
      events: [{ account, ip: '192.0.2.10', outcome: 'failure', app: 'portal' }],
    });
    expect(read(line('"ola@example.com"'))).toMatchObject(outcome('ola@example.com'));
    expect(read(line('"o, l=\\"a\\""'))).toMatchObject(outcome('o, l="a"'));
    const old =
      'type=LOGIN_ERROR, realmId=example, clientId=portal, userId=null, ipAddress=192.0.2.10, error=user_not_found';
    expect(read(`${old}, username=ola@example.com`)).toMatchObject(outcome('ola@example.com'));
  });

  it('says nothing by what somebody typed in place of a name', () => {
    const typed = 'x, type=LOGIN, ipAddress=198.51.100.1, error=none';
    for (const username of [typed, `"${typed}"`, '"x", ipAddress="198.51.100.1"'])
      expect(read(line(username)), username).toMatchObject({ events: [{ ip: '192.0.2.10', outcome: 'failure' }] });
  });
});
