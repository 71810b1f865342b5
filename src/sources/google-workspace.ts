import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { type Draft, type Factor, notOurs, type PassedOver, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import { type Fields, isObject } from './fields.ts';

/**
 * Google Workspace: activities of the Reports API (`admin#reports#activity`): login, drive, token, saml.
 * One activity holds several `events`; some collectors flatten each into the activity (`name`, `parameters` as an object).
 */

const DRIVE: Readonly<Record<string, StorageOperation>> = {
  upload: 'upload',
  create: 'upload',
  download: 'download',
  sync_item_content: 'download',
  email_as_attachment: 'share',
  change_owner: 'share',
  change_user_access: 'share',
  change_document_access_scope: 'share',
  change_document_visibility: 'share',
  change_acl_editors: 'share',
  shared_drive_membership_change: 'share',
  team_drive_membership_change: 'share',
  publish_change: 'share',
  trash: 'delete',
  delete: 'delete',
};
const CHALLENGES: Readonly<Record<string, Factor>> = {
  password: 'password',
  google_authenticator: 'mfa',
  google_prompt: 'mfa',
  idv_preregistered_phone: 'mfa',
  idv_any_phone: 'mfa',
  backup_code: 'mfa',
  security_key: 'mfa',
  security_key_otp: 'mfa',
  internal_two_factor: 'mfa',
  offline_otp: 'mfa',
  passkey: 'passkey',
  saml: 'sso',
};
const LOGIN_TYPES: Readonly<Record<string, Factor>> = {
  google_password: 'password',
  saml: 'sso',
  exchange: 'token',
  reauth: 'password',
};
const OUTSIDE = /^(?:shared_externally|people_with_link|public_on_the_web|external)$/;

/** One of an activity's events, with its parameters by name: the API's list of typed values, or an object as collectors flatten it. */
interface Act {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, unknown>;
}

function actOf(event: Fields): Act {
  const listed = event.at('/parameters');
  const parameters = new Map<string, unknown>(isObject(listed) ? Object.entries(listed) : []);
  for (const one of Array.isArray(listed) ? event.list('/parameters') : []) {
    const name = one.text('/name');
    if (name !== undefined)
      parameters.set(name, one.at('/value') ?? one.at('/multiValue') ?? one.at('/boolValue') ?? one.at('/intValue'));
  }
  return { name: event.text('/name')?.trim() ?? '', parameters };
}

function word(act: Act, name: string): string | undefined {
  const value = act.parameters.get(name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : typeof first === 'number' ? String(first) : undefined;
}

function common(fields: Fields, event: Act, index: number) {
  const id = fields.text('/id/uniqueQualifier');
  const application = fields.text('/id/applicationName') ?? '';
  const accountByEvent = word(event, 'affected_email_address');
  return {
    id: id === undefined ? undefined : `${application}/${id}${index === 0 ? '' : `/${index}`}`,
    time: fields.time('/id/time', '/time'),
    account: fields.account('/actor/email') ?? accountByEvent?.toLowerCase(),
    ip: fields.address('/ipAddress', '/networkInfo/ipAddress'),
    geo: fields.geo({
      country: '/networkInfo/regionCode',
      region: '/networkInfo/subdivisionCode',
      asn: '/networkInfo/ipAsn/0',
    }),
    userAgent: word(event, 'user_agent'),
  };
}

function login(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const name = event.name;
  const type = word(event, 'login_type') ?? '';
  const failed =
    name === 'login_failure' ||
    name === 'suspicious_login' ||
    name === 'suspicious_login_less_secure_app' ||
    name === 'suspicious_programmatic_login';
  if (name !== 'login_success' && !failed)
    return notOurs(name === 'login_challenge' || name === 'login_verification' ? 'login not finished' : 'no login');
  const challenges = event.parameters.get('login_challenge_method');
  const steps: readonly unknown[] = Array.isArray(challenges) ? challenges : [challenges];
  const factors = steps.flatMap((step) =>
    typeof step === 'string' && Object.hasOwn(CHALLENGES, step) ? [CHALLENGES[step]] : [],
  );
  return {
    type: 'login',
    ...common(fields, event, index),
    app: 'google',
    outcome: failed ? 'failure' : 'success',
    failure: failed
      ? name === 'login_failure'
        ? failureOf(word(event, 'login_failure_type'), 'password')
        : 'blocked'
      : undefined,
    interactive: type !== 'exchange' && name !== 'suspicious_programmatic_login',
    factor: factors.find((factor) => factor !== 'password') ?? factors[0] ?? LOGIN_TYPES[type],
  };
}

function saml(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const name = event.name;
  if (name !== 'login_success' && name !== 'login_failure') return notOurs('no login');
  const failed = name === 'login_failure';
  return {
    type: 'login',
    ...common(fields, event, index),
    app: word(event, 'application_name'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(word(event, 'failure_type'), word(event, 'saml_second_level_status_code')) : undefined,
    interactive: true,
    factor: 'sso',
  };
}

/** An app that a person lets in; what it then does with its token (`activity`, `request`) is nobody's login. */
function token(fields: Fields, event: Act, index: number): Draft | PassedOver {
  if (event.name !== 'authorize') return notOurs('token use');
  return {
    type: 'login',
    ...common(fields, event, index),
    app: word(event, 'app_name') ?? word(event, 'client_id'),
    outcome: 'success',
    interactive: false,
    factor: 'token',
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function isExternal(event: Act, owner: string | undefined): boolean | undefined {
  const change = word(event, 'visibility_change');
  if (change === 'external') return true;
  const receiver = word(event, 'new_owner');
  if (receiver?.includes('@') === true && owner?.includes('@') === true) return domainOf(receiver) !== domainOf(owner);
  if (change === 'internal') return false;
  const visibility = word(event, 'visibility');
  return visibility === undefined ? undefined : OUTSIDE.test(visibility);
}

/** Access that becomes "none" or "private" is the end of a share. */
function isTakenBack(event: Act): boolean {
  const value = word(event, 'new_value') ?? word(event, 'visibility');
  return value === 'none' || value === 'private';
}

function drive(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const name = event.name;
  const operation = Object.hasOwn(DRIVE, name) ? DRIVE[name] : undefined;
  if (operation === undefined) return notOurs('no transfer');
  if (operation === 'share' && isTakenBack(event)) return notOurs('share taken back');
  const bytes = Number(word(event, 'file_size') ?? word(event, 'doc_size') ?? Number.NaN);
  return {
    type: 'storage',
    ...common(fields, event, index),
    app: word(event, 'originating_app_id'),
    service: 'drive.google.com',
    operation,
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined,
    count: 1,
    object: word(event, 'doc_title'),
    external: operation === 'share' ? isExternal(event, fields.text('/actor/email')) : undefined,
  };
}

const READERS: Readonly<Record<string, (fields: Fields, event: Act, index: number) => Draft | PassedOver>> = {
  login,
  saml,
  token,
  drive,
};

function read(fields: Fields): Reading {
  const application = fields.text('/id/applicationName') ?? '';
  const reader = Object.hasOwn(READERS, application) ? READERS[application] : undefined;
  if (reader === undefined) return notOurs('other application');
  if (fields.text('/actor/callerType') === 'KEY') return notOurs('no person');
  const listed = fields.list('/events');
  const events = (listed.length > 0 ? listed : [fields]).map(actOf);
  const readings = events.map((event, index) => reader(fields, event, index));
  const drafts = primary(events, readings);
  return drafts.length > 0
    ? drafts
    : (readings.find((reading) => 'notOurs' in reading) ?? notOurs('no login or transfer'));
}

/** A change of access comes with others that follow from it (`primary_event: false`): one act, one event. */
function primary(events: readonly Act[], readings: readonly (Draft | PassedOver)[]): readonly Draft[] {
  const drafts = readings.flatMap((reading, index) =>
    'notOurs' in reading ? [] : [{ reading, event: events[index] }],
  );
  const first = drafts.filter(({ event }) => event === undefined || event.parameters.get('primary_event') !== false);
  return (first.length > 0 ? first : drafts).map(({ reading }) => reading);
}

export const googleWorkspace = defineSource({
  vendor: 'google-workspace',
  aliases: ['google', 'gsuite', 'workspace'],
  title: 'Google Workspace',
  wayIn: 'webhook (Reports API activities, one, many or a page with `items`)',
  metadata: {
    whatToConfigure: [
      'Give a collector the scope `admin.reports.audit.readonly` and let it list activities of `login`, `drive`, `token` and `saml`.',
      'Post each page as it is to `/v1/ingest/google-workspace`; pages may overlap, what came before counts once.',
    ],
    canTell: [
      'logins with challenge and kind of failure',
      'SAML logins to other apps',
      'files uploaded, downloaded, shared, deleted; whether the share goes outside',
      'apps that a person authorises',
    ],
    cannotTell: ['the client of a login', 'sizes of files', 'places (taken from the address)'],
    docs: 'https://developers.google.com/admin-sdk/reports/v1/reference/activities',
  },
  sourcetypes: ['gws:reports', 'gsuite', 'google:workspace', 'gapps:report'],
  envelopes: ['/items'],
  recognises: (fields) =>
    fields.text('/kind') === 'admin#reports#activity' ||
    (isObject(fields.at('/id')) && fields.has('/id/applicationName')),
  read,
  sampleRecord: {
    kind: 'admin#reports#activity',
    id: {
      time: '2026-03-02T08:14:09.512Z',
      uniqueQualifier: '-1234567890123456789',
      applicationName: 'drive',
      customerId: 'C0example',
    },
    actor: { callerType: 'USER', email: 'ola@example.com', profileId: '100000000000000000001' },
    ipAddress: '192.0.2.10',
    events: [
      {
        type: 'access',
        name: 'download',
        parameters: [
          { name: 'primary_event', boolValue: true },
          { name: 'doc_id', value: '1example' },
          { name: 'doc_title', value: 'Budget' },
          { name: 'doc_type', value: 'spreadsheet' },
          { name: 'visibility', value: 'shared_internally' },
        ],
      },
    ],
  },
});
