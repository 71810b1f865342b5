import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** Snowflake: rows of ACCOUNT_USAGE.LOGIN_HISTORY and QUERY_HISTORY, exported as JSON. */

const FACTORS: Readonly<Record<string, Factor>> = {
  PASSWORD: 'password',
  OAUTH_ACCESS_TOKEN: 'token',
  SAML2_ASSERTION: 'sso',
  SAML_ASSERTION: 'sso',
  ID_TOKEN: 'sso',
  RSA_KEYPAIR: 'certificate',
  PROGRAMMATIC_ACCESS_TOKEN: 'token',
  WORKLOAD_IDENTITY: 'token',
  SNOWFLAKE_SERVICE: 'token',
};
/** Programs hold these; a person at a keyboard does not type them. */
const UNATTENDED = new Set([
  'OAUTH_ACCESS_TOKEN',
  'RSA_KEYPAIR',
  'PROGRAMMATIC_ACCESS_TOKEN',
  'WORKLOAD_IDENTITY',
  'SNOWFLAKE_SERVICE',
]);
const TRANSFERS: Readonly<Record<string, StorageOperation>> = {
  UNLOAD: 'download',
  GET_FILES: 'download',
  PUT_FILES: 'upload',
  REMOVE_FILES: 'delete',
};
const VENDORS_OWN = new Set(['snowflake', 'worksheets_app_user', 'snowflake_support']);
/** `COPY INTO 's3://…'`: data written to a store that the statement names. */
const OUTWARD = /copy\s+into\s+['"]?(?:s3|gcs|azure):\/\//i;

function accountIn(fields: Fields): string | undefined {
  const account = fields.account('/USER_NAME');
  return account === undefined || VENDORS_OWN.has(account) ? undefined : account;
}

function login(fields: Fields): Reading {
  const first = fields.text('/FIRST_AUTHENTICATION_FACTOR') ?? '';
  const failed = fields.flag('/IS_SUCCESS') === false;
  const client = fields.text('/REPORTED_CLIENT_TYPE');
  const version = fields.text('/REPORTED_CLIENT_VERSION');
  return {
    type: 'login',
    id: eventId(fields),
    time: fields.time('/EVENT_TIMESTAMP'),
    account: accountIn(fields),
    ip: fields.address('/CLIENT_IP'),
    userAgent: client === undefined ? undefined : `${client}${version === undefined ? '' : `/${version}`}`,
    app: 'snowflake',
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(fields.text('/ERROR_MESSAGE')) : undefined,
    interactive: !UNATTENDED.has(first),
    factor: fields.text('/SECOND_AUTHENTICATION_FACTOR') === undefined ? FACTORS[first] : 'mfa',
  };
}

function query(fields: Fields): Reading {
  const type = fields.text('/QUERY_TYPE') ?? '';
  const operation = Object.hasOwn(TRANSFERS, type) ? TRANSFERS[type] : undefined;
  if (operation === undefined) return notOurs('no transfer');
  const status = fields.text('/EXECUTION_STATUS')?.toUpperCase();
  if (status !== undefined && status !== 'SUCCESS') return notOurs('refused');
  return {
    type: 'storage',
    id: fields.text('/QUERY_ID'),
    time: fields.time('/START_TIME', '/END_TIME'),
    account: accountIn(fields),
    ip: fields.address('/CLIENT_IP'),
    app: fields.text('/WAREHOUSE_NAME'),
    service: 'snowflakecomputing.com',
    operation,
    bytes: fields.count('/OUTBOUND_DATA_TRANSFER_BYTES', '/BYTES_WRITTEN_TO_RESULT', '/BYTES_WRITTEN'),
    count: 1,
    object: fields.text('/QUERY_TEXT'),
    external: OUTWARD.test(fields.text('/QUERY_TEXT')?.slice(0, 4_096) ?? '') ? true : undefined,
  };
}

/** Ids of events are counted up, and as JSON numbers of 17 digits neighbours become one: such an id is none. */
function eventId(fields: Fields): string | undefined {
  const id = fields.at('/EVENT_ID');
  return typeof id === 'number' && !Number.isSafeInteger(id) ? undefined : fields.text('/EVENT_ID');
}

function read(fields: Fields): Reading {
  const isQuery = fields.has('/QUERY_ID') || fields.has('/QUERY_TYPE');
  if (isQuery && !fields.has('/EVENT_ID')) return query(fields);
  return fields.text('/EVENT_TYPE') === 'LOGIN' ? login(fields) : notOurs('no login');
}

export const snowflake = defineSource({
  vendor: 'snowflake',
  title: 'Snowflake',
  wayIn: 'webhook (rows of LOGIN_HISTORY and QUERY_HISTORY)',
  metadata: {
    whatToConfigure: [
      'A task that selects new rows of `SNOWFLAKE.ACCOUNT_USAGE.LOGIN_HISTORY` and `QUERY_HISTORY` as objects (`OBJECT_CONSTRUCT(*)`) every few minutes.',
      'Let it, or a collector, post them as NDJSON to `/v1/ingest/snowflake` (external access integration, `Authorization: Bearer <ingest token>`).',
    ],
    canTell: [
      'logins with factor, client and failure',
      'data unloaded to stages and stores, files put and fetched, with bytes',
    ],
    cannotTell: [
      'the address behind a query',
      'rows read on the screen (passed over)',
      'anything sooner than Snowflake writes it (up to 2 hours)',
    ],
    docs: 'https://docs.snowflake.com/en/sql-reference/account-usage/login_history',
  },
  sourcetypes: ['snowflake'],
  envelopes: ['/data', '/rows'],
  recognises: (fields) =>
    fields.has('/USER_NAME') && (fields.has('/FIRST_AUTHENTICATION_FACTOR') || fields.has('/QUERY_TYPE')),
  read,
  sampleRecord: {
    EVENT_ID: 5514838133,
    EVENT_TIMESTAMP: '2026-03-02 08:14:09.512 +0000',
    EVENT_TYPE: 'LOGIN',
    USER_NAME: 'OLA@EXAMPLE.COM',
    CLIENT_IP: '192.0.2.10',
    REPORTED_CLIENT_TYPE: 'SNOWFLAKE_UI',
    REPORTED_CLIENT_VERSION: '20260302',
    FIRST_AUTHENTICATION_FACTOR: 'PASSWORD',
    SECOND_AUTHENTICATION_FACTOR: 'DUO_PUSH',
    IS_SUCCESS: 'YES',
    ERROR_CODE: null,
    ERROR_MESSAGE: null,
  },
});
