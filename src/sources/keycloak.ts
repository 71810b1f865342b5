import { defineSource } from './define.ts';
import { type Factor, type Failure, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { clockIn, LONGEST_LINE, lineIn } from './line.ts';

/** Keycloak user events: as event listeners post them (plain or with `authDetails`), or as lines of its log, alone or inside JSON. */

const LOGINS: Readonly<Record<string, { readonly interactive: boolean; readonly factor?: Factor }>> = {
  LOGIN: { interactive: true },
  IDENTITY_PROVIDER_LOGIN: { interactive: true, factor: 'sso' },
  IDENTITY_PROVIDER_FIRST_LOGIN: { interactive: true, factor: 'sso' },
  IDENTITY_PROVIDER_POST_LOGIN: { interactive: true, factor: 'sso' },
  IMPERSONATE: { interactive: true },
  REFRESH_TOKEN: { interactive: false, factor: 'token' },
  TOKEN_EXCHANGE: { interactive: false, factor: 'token' },
};
const FAILURES: Readonly<Record<string, Failure>> = {
  invalid_user_credentials: 'bad-password',
  user_not_found: 'unknown-account',
  user_disabled: 'blocked',
  user_temporarily_disabled: 'blocked',
  rejected_by_user: 'mfa-denied',
  expired_code: 'other',
};
const SERVICE_ACCOUNT = /^service-account-/;

function read(fields: Fields): Reading {
  const full = fields.text('/type')?.replace(/^access\./, '');
  if (full === undefined) return notOurs('no user event');
  const type = full.replace(/_ERROR$/, '');
  const kind = Object.hasOwn(LOGINS, type) ? LOGINS[type] : undefined;
  if (kind === undefined) return notOurs('no login');
  const failed = full !== type;
  const error = fields.text('/error', '/details/error') ?? '';
  const account = fields.account(
    '/details/username',
    '/authDetails/username',
    '/username',
    '/authDetails/userId',
    '/userId',
  );
  if (account !== undefined && SERVICE_ACCOUNT.test(account)) return notOurs('no person');
  return {
    type: 'login',
    id: fields.text('/id', '/uid'),
    time: fields.time('/time', '/timestamp'),
    localTime: clockOf(fields.record),
    account,
    ip: fields.address('/ipAddress', '/authDetails/ipAddress'),
    userAgent: fields.text('/details/user_agent', '/userAgent'),
    app: fields.text('/clientId', '/authDetails/clientId'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? (FAILURES[error] ?? failureOf(error)) : undefined,
    interactive: kind.interactive && fields.text('/details/grant_type') !== 'password',
    factor: kind.factor ?? (fields.text('/details/identity_provider') === undefined ? undefined : 'sso'),
  };
}

/** One pair of a log line, read where the last one ended: `realmId="…"`, or without quotes in older versions. */
const PAIR = /(\w{1,64})=(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:, |$)/y;
const EVENT_LINE = /\btype="?[A-Z_]+"?, realmId=/;

/** `type="LOGIN", realmId="…", username="ola"`, the text of a log line, as an object. Bounded. */
function wrap(record: Readonly<Record<string, unknown>>): unknown {
  const line = 'type' in record ? undefined : lineIn(record)?.trimEnd().slice(0, LONGEST_LINE);
  const at = line?.indexOf('type=') ?? -1;
  return line === undefined || at < 0 ? record : { ...record, ...pairsOf(line.slice(at)) };
}

function clockOf(record: unknown): number | undefined {
  const line = lineIn(record);
  return line === undefined ? undefined : clockIn(line);
}

/** The first of a name counts: Keycloak writes what it knows itself before what somebody typed. */
function pairsOf(line: string): Readonly<Record<string, string>> {
  const pairs: [string, string][] = [];
  for (let at = 0; at >= 0 && at < line.length; ) {
    PAIR.lastIndex = at;
    const [all, key, quoted, bare] = PAIR.exec(line) ?? [];
    if (all === undefined || key === undefined) {
      const comma = line.indexOf(', ', at);
      at = comma < 0 ? -1 : comma + 2;
      continue;
    }
    pairs.push([key, quoted?.replaceAll('\\"', '"') ?? bare ?? '']);
    at += all.length;
  }
  return Object.fromEntries(pairs.reverse());
}

export const keycloak = defineSource({
  vendor: 'keycloak',
  title: 'Keycloak',
  wayIn: 'webhook of an event listener, log lines (HEC)',
  metadata: {
    whatToConfigure: [
      'Realm settings → Events → Event listeners: add an HTTP event listener (for example ext-event-http) with URL `/v1/ingest/keycloak` and the header `Authorization: Bearer <ingest token>`.',
      'Or keep `jboss-logging` with the level of success events set to INFO, and forward its lines to HEC: text, or JSON with `--log-console-output=json`, which has the zone of its times.',
    ],
    canTell: ['logins and failed logins with reason', 'refreshes of tokens, kept apart'],
    cannotTell: ['the user agent, in most listeners', 'places (taken from the address)'],
    docs: 'https://www.keycloak.org/docs/latest/server_admin/#configuring-auditing-to-track-events',
  },
  sourcetypes: ['keycloak'],
  envelopes: ['/representation', '/events'],
  recognises: (fields) =>
    (fields.has('/realmId') && fields.has('/type')) ||
    EVENT_LINE.test(lineIn(fields.record)?.slice(0, LONGEST_LINE) ?? ''),
  hasLines: true,
  wrap,
  read,
  sampleRecord: {
    id: '3c7f1f7e-0000-4000-8000-000000000001',
    time: 1772439249512,
    type: 'LOGIN',
    realmId: 'example',
    clientId: 'portal',
    userId: '11111111-0000-4000-8000-000000000001',
    sessionId: '22222222-0000-4000-8000-000000000001',
    ipAddress: '192.0.2.10',
    details: {
      auth_method: 'openid-connect',
      auth_type: 'code',
      redirect_uri: 'https://portal.example.com/',
      code_id: '22222222',
      username: 'ola@example.com',
    },
  },
});
