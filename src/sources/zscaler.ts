import { defineSource } from './define.ts';
import { type Draft, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import { accountOf, type Fields } from './fields.ts';
import { webTransfers } from './web-transfer.ts';

/** Zscaler Internet Access: web transactions of Cloud NSS or an NSS feed in JSON (`{sourcetype, event}` or bare). */

/** Locations and tunnels stand in for users whom Zscaler did not authenticate. */
const NO_PERSON = /^(?:default department$|road warrior$|unauthenticated)|->/;

/** Feeds made for Splunk write agents, names and locations percent-encoded. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined || !/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The audit log of the administrators' portal. */
function admin(fields: Fields): Reading {
  if (fields.text('/action')?.toUpperCase() !== 'SIGN_IN') return notOurs('no login');
  const failed = fields.text('/result')?.toUpperCase() === 'FAILURE';
  return {
    type: 'login',
    id: fields.id('/recordid'),
    time: fields.timeIn('/tz', '/epochtime', '/time', '/datetime'),
    account: fields.account('/adminid'),
    ip: fields.address('/clientip'),
    app: 'zscaler admin',
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/errorcode'), 'password') : undefined,
    interactive: fields.text('/interface')?.toUpperCase() !== 'API',
  };
}

function read(fields: Fields): Reading {
  if (fields.has('/auditlogtype') || fields.has('/adminid')) return admin(fields);
  if (!fields.has('/login') && !fields.has('/user')) return notOurs('no web transaction');
  if (/block/i.test(fields.text('/action') ?? '')) return notOurs('blocked');
  const account = accountOf(decoded(fields.account('/login', '/user')));
  const transfers = webTransfers({
    host: fields.text('/host', '/hostname', '/url'),
    app: fields.text('/appname'),
    sentBytes: fields.count('/reqdatasize', '/reqsize', '/requestsize'),
    receivedBytes: fields.count('/respdatasize', '/respsize', '/responsesize'),
    uploaded: decoded(fields.text('/upload_filename')),
    downloaded: decoded(fields.text('/filename')),
  });
  if (transfers.length === 0) return notOurs('no transfer');
  const id = fields.id('/recordid', '/event_id');
  const common = {
    type: 'storage',
    time: fields.timeIn('/tz', '/epochtime', '/time', '/datetime'),
    account: account === undefined || NO_PERSON.test(account) ? undefined : account,
    ip: fields.address('/cltpubip', '/cltip', '/clientpublicIP', '/ClientIP'),
    userAgent: decoded(fields.text('/useragent', '/ua')),
    app: fields.text('/appname'),
    device: fields.text('/devicehostname', '/devicename'),
    count: 1,
  } as const;
  return transfers.map(
    (transfer): Draft => ({ ...common, ...transfer, id: id === undefined ? undefined : `${id}/${transfer.operation}` }),
  );
}

export const zscaler = defineSource({
  vendor: 'zscaler',
  aliases: ['zia', 'zscaler-zia'],
  title: 'Zscaler Internet Access',
  wayIn: 'Cloud NSS (HTTPS), HEC',
  metadata: {
    whatToConfigure: [
      'Administration → Nanolog Streaming Service → Cloud NSS Feeds: web log, API URL `/v1/ingest/zscaler`, HTTP header `Authorization: Bearer <ingest token>`, JSON array notation.',
      'Fields at least: time or epochtime, recordid, login, host, action, reqdatasize, respdatasize, filename, upload_filename, appname, cltpubip, useragent, devicehostname.',
    ],
    canTell: ['files and bytes that go to and come from cloud stores', "administrators' logins (audit feed)"],
    cannotTell: ["users' logins", 'files without TLS inspection'],
    docs: 'https://help.zscaler.com/zia/nss-feed-output-format-web-logs',
  },
  sourcetypes: ['zscalernss', 'zscaler'],
  envelopes: ['/event'],
  recognises: (fields) =>
    (fields.has('/recordid') &&
      (fields.has('/reqsize') || fields.has('/reqdatasize') || fields.has('/cltip') || fields.has('/auditlogtype'))) ||
    (fields.has('/transactionsize') && fields.has('/urlsupercategory')),
  read,
  sampleRecord: {
    time: 'Mon Mar  2 08:14:09 2026',
    tz: 'GMT',
    epochtime: '1772439249',
    recordid: '7123456789012345678',
    login: 'ola@example.com',
    host: 'content.dropboxapi.com',
    action: 'Allowed',
    reqmethod: 'POST',
    reqdatasize: '104857600',
    respdatasize: '512',
    filename: 'None',
    upload_filename: 'ss.part1.rar',
    appname: 'Dropbox',
    cltip: '198.51.100.20',
    cltpubip: '192.0.2.10',
    useragent: 'curl/8.7.1',
    devicehostname: 'LAPTOP-1',
  },
});
