import { describe, expect, it } from 'vitest';
import { hec } from './hec.ts';
import { findSource } from './index.ts';

const BARS =
  '2026-03-02 08:14:09,512| tid:Xk1| SSO| ola@example.com| 192.0.2.10 | | citrix| SAML20| ping.example.com| IdP| success| HTMLForm| | 12';
const PAIRS =
  '2026-03-02 08:14:09,512 trackingid="tid:Xk1" transactionid="t1" event="SSO" subject="ola@example.com" ip="192.0.2.10" connectionid="citrix" protocol="SAML20" pfhost="ping.example.com" role="IdP" status="success" responsetime="86" attributes="SAML_SUBJECT=ola, x=1"  requestid="r1"';
const CEF =
  'CEF:0|Ping Identity|PingFederate|12.0|SSO|SSO|0|rt=Mar 02 2026 08:14:09.512 duid=ola@example.com src=192.0.2.10 msg=success cs1Label=Target Application URL cs1=https://citrix.example.com/?a\\=b cs2Label=Connection ID cs2=citrix cs3Label=Protocol cs3=SAML20 externalId=tid:Xk1';
const KEYCLOAK =
  '2026-03-02 08:14:09,512 INFO  [org.keycloak.events] (executor-thread-1) type="LOGIN", realmId="example", clientId="portal", userId="u-1", ipAddress="192.0.2.10", username="ola@example.com"';

const LOGIN = { account: 'ola@example.com', ip: '192.0.2.10', outcome: 'success', time: '2026-03-02T08:14:09.512Z' };
const read = (vendor: string, body: unknown) => {
  const source = findSource(vendor);
  return source?.unwrap(body).map((record) => source.normalise(record));
};

describe('a line of text', () => {
  it.each([
    ['ping', 'bars', BARS],
    ['ping', 'bars with a transaction', BARS.replace('tid:Xk1', 'tid:Xk1| t1')],
    ['ping', 'bars behind a header of syslog', `<134>1 2026-03-02T08:14:10Z ping pf - - - ${BARS}`],
    ['ping', 'pairs', PAIRS],
    ['ping', 'CEF', CEF],
    ['keycloak', 'pairs', KEYCLOAK],
  ])('of %s in %s is read, alone and in what shippers put it into', (vendor, _, line) => {
    for (const body of [line, { message: line }, { log: `${line}\n`, stream: 'stdout' }, [{ _raw: line }]])
      expect(read(vendor, body), JSON.stringify(body)).toMatchObject([{ events: [LOGIN] }]);
  });

  it.each([BARS, PAIRS, CEF, KEYCLOAK])('is known at the collector by itself: %s', (line) => {
    for (const event of [line, { message: line }]) {
      const [record] = hec.unwrap({ event });
      expect(hec.normalise(record)).toMatchObject({ events: [LOGIN] });
    }
  });

  it('of another log of theirs is passed over, and one of nobody’s is nobody’s', () => {
    const debug = '2026-03-02 08:14:09,512 tid:Xk1 DEBUG [com.pingidentity.locale.LocaleUtil] Locale Override: none';
    for (const sourcetype of ['pingfederate:server', 'keycloak']) {
      const [record] = hec.unwrap({ event: debug, sourcetype });
      expect(hec.normalise(record)).toMatchObject({ kind: 'not-ours' });
    }
    const [record] = hec.unwrap({ event: debug });
    expect(hec.normalise(record)).toEqual({ kind: 'not-ours', why: 'no known vendor' });
  });

  it('takes the time of the envelope before a clock of its own, whose zone it does not say', () => {
    for (const event of [BARS, PAIRS, CEF, KEYCLOAK]) {
      const [record] = hec.unwrap({ event, time: 1_772_435_649 });
      expect(hec.normalise(record)).toMatchObject({ events: [{ time: '2026-03-02T07:14:09Z' }] });
    }
    expect(read('ping', { message: BARS, '@timestamp': '2026-03-02T07:14:09Z' })).toMatchObject([
      { events: [{ time: '2026-03-02T07:14:09Z' }] },
    ]);
  });
});

describe('a line of the audit log of PingFederate', () => {
  it('fails, goes on and asks for tokens as it says', () => {
    const failed = read('ping', BARS.replace('SSO', 'AUTHN_ATTEMPT').replace('success', 'failure'));
    expect(failed).toMatchObject([{ events: [{ outcome: 'failure', failure: 'bad-password' }] }]);
    expect(read('ping', BARS.replace('success', 'inprogress'))).toMatchObject([{ why: 'login not finished' }]);
    expect(read('ping', CEF.replace('msg=success', 'msg=in progress'))).toMatchObject([{ why: 'login not finished' }]);
    expect(read('ping', PAIRS.replace('SSO', 'OAuth'))).toMatchObject([
      { events: [{ interactive: false, factor: 'token' }] },
    ]);
    expect(read('ping', BARS.replace('SSO', 'SLO'))).toMatchObject([{ why: 'no login' }]);
  });

  it('tells the events of one session apart', () => {
    const idOf = (line: string) => JSON.stringify(read('ping', line)).match(/"id":"[^"]+"/)?.[0];
    const ids = [BARS, BARS.replace('09,512', '10,512'), BARS.replace('citrix', 'mail')].map(idOf);
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(undefined);
  });

  it('is not read where somebody typed more than a name', () => {
    const typed = [
      BARS.replace('ola@example.com', 'kari@example.com| 198.51.100.1| | citrix'),
      PAIRS.replace('ola@example.com', 'kari@example.com" ip="198.51.100.1" status="success'),
      CEF.replace('ola@example.com', 'kari@example.com src=198.51.100.1'),
    ];
    for (const line of typed) expect(read('ping', { message: line }), line).toMatchObject([{ kind: 'not-ours' }]);
  });

  it('takes a moment, however long', () => {
    const startMs = performance.now();
    for (const part of ['a="', '| SSO', 'a=b ', ' x=\\', 'tid:|'])
      for (const head of ['', BARS, PAIRS, CEF]) read('ping', head + part.repeat(200_000 / part.length));
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

describe('a line of JSON', () => {
  const OKTA: unknown = findSource('okta')?.sampleRecord;
  const json = JSON.stringify(OKTA);
  const outcome = findSource('okta')?.normalise(OKTA);
  const carried: readonly (readonly [string, object])[] = [
    ['a field message', { message: json, '@timestamp': '2026-03-02T08:15:00Z' }],
    ['a field log', { log: `${json}\n`, stream: 'stdout' }],
    ['a header of syslog', { MESSAGE: `<134>1 2026-03-02T08:15:00Z host app 1 [id] - ${json}` }],
    ['a field message that holds a page', { message: JSON.stringify({ data: { events: [OKTA] } }) }],
  ];

  it.each(carried)('is read out of %s, at its own address and at the collector', (_, record) => {
    expect(outcome?.kind).toBe('events');
    expect(read('okta', record)).toEqual([outcome]);
    expect(hec.unwrap({ event: record }).map((one) => hec.normalise(one))).toEqual([outcome]);
  });

  it('keeps the details that GitHub Enterprise Server sets apart', () => {
    const audit = {
      action: 'repo.download_zip',
      actor: 'ola-example',
      org: 'example',
      repo: 'example/finance',
      created_at: 1_772_439_249_512,
      data: { actor_ip: '192.0.2.10', user_agent: 'curl/8.7.1', actor: 'somebody else' },
    };
    const expected = [{ events: [{ account: 'ola-example', ip: '192.0.2.10', userAgent: 'curl/8.7.1' }] }];
    const line = `<134>Mar  2 08:14:09 ghe github_audit: ${JSON.stringify(audit)}`;
    for (const record of [{ message: line }, { log: line }, audit])
      expect(read('github', record), JSON.stringify(record)).toMatchObject(expected);
  });

  it('of nobody, or in a record that the vendor knows, changes nothing', () => {
    const others = [{ message: '{"a": 1}' }, { message: 'no {JSON}' }, { message: '{'.repeat(1_000) }];
    for (const record of others) expect(findSource('okta')?.unwrap(record)).toEqual([record]);
    const known = { ...Object(OKTA), message: json };
    expect(findSource('okta')?.unwrap(known)).toEqual([known]);
  });
});
