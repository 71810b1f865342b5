import { clockIn, LONGEST_LINE } from './line.ts';

/**
 * The security audit log of PingFederate as it lies in files and goes through syslog: fields between bars (the default), `name="value"`
 * (the appender for Splunk), or CEF: https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/pf_security_audit_logging.html.
 * Subjects are what somebody typed: a line that names a field twice, or has a bar too many, is not read.
 */

type Fields = Readonly<Record<string, string>>;

/** The fields of a line under the names that the log has in JSON; undefined for any other line. */
export function auditLine(text: string): Fields | undefined {
  const line = text.slice(0, LONGEST_LINE);
  const fields = between(line) ?? pairs(line) ?? cef(line);
  if (fields?.event === undefined) return undefined;
  const { event, status = '', subject = '', trackingid = '', connectionid = '' } = fields;
  const clock = clockIn(line) ?? fields.rt ?? '';
  // One tracking id is that of a whole session; what tells its events apart is added.
  return { ...fields, requestid: [trackingid, clock, event, status, subject, connectionid].join('/') };
}

const EVENT = /^(?:SSO|SLO|OAuth|STS|AUTHN_[A-Z_]{1,32}|[A-Z]{1,16}(?:_[A-Z]{1,16}){1,5})$/;
/** What stands after the name of the event, in this order. */
const AFTER_EVENT = [
  ...['subject', 'ip', 'app', 'connectionid', 'protocol', 'host', 'role', 'status', 'adapterid', 'description'],
  'responsetime',
];

function between(line: string): Fields | undefined {
  const columns = line.split('|', 32).map((column) => column.trim());
  // Newer versions have the id of the transaction after that of the session.
  const at = columns.findIndex((column, index) => index > 1 && index < 4 && EVENT.test(column));
  const [, trackingid = ''] = columns;
  if (at < 0 || !trackingid.startsWith('tid:')) return undefined;
  const after = columns.slice(at + 1);
  if (after.at(-1) === '' && after.length > AFTER_EVENT.length) after.pop();
  if (after.length !== AFTER_EVENT.length) return undefined;
  const named = AFTER_EVENT.map((name, index): [string, string] => [name, after[index] ?? '']);
  return { ...Object.fromEntries(named), trackingid, event: columns[at] ?? '' };
}

const PAIR = /(?<=[ \t])([A-Za-z-]{1,32})="([^"]*)"/g;

function pairs(line: string): Fields | undefined {
  return line.includes(' trackingid="') && line.includes(' event="') ? once(line.matchAll(PAIR)) : undefined;
}

/** Names that the log has in CEF, for those that it has in JSON. */
const CEF_NAMES: Readonly<Record<string, string>> = {
  duid: 'subject',
  src: 'ip',
  msg: 'status',
  cs1: 'app',
  cs2: 'connectionid',
  cs3: 'protocol',
  cs4: 'role',
  dvchost: 'host',
  externalId: 'trackingid',
  rt: 'rt',
};
const CEF_HEAD = /CEF:0\|Ping Identity\|PingFederate\|[^|]{0,32}\|([^|]{1,64})\|[^|]{0,64}\|[^|]{0,16}\|/;
/** A value goes as far as the next name; signs of equality inside it are escaped. */
const CEF_PAIR = /(?<=^| )([A-Za-z0-9]{1,32})=((?:[^=\\]|\\.)*?)(?= [A-Za-z0-9]{1,32}=|$)/g;

function cef(line: string): Fields | undefined {
  const head = CEF_HEAD.exec(line);
  if (head === null) return undefined;
  const found = once(line.slice(head.index + head[0].length).matchAll(CEF_PAIR));
  if (found === undefined) return undefined;
  const named = Object.entries(CEF_NAMES).flatMap(([name, ours]) => {
    const value = Object.hasOwn(found, name) ? found[name] : undefined;
    return value === undefined ? [] : [[ours, value.trim()]];
  });
  return { ...Object.fromEntries(named), event: head[1] ?? '' };
}

/** Pairs of which no name comes twice. */
function once(found: Iterable<RegExpExecArray>): Fields | undefined {
  const fields = new Map<string, string>();
  for (const [, name = '', value = ''] of found) {
    if (fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}
