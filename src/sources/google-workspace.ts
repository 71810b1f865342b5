import { defineSource } from './define.ts';
import { type Draft, notOurs, type PassedOver, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import { accountOf, type Fields } from './fields.ts';
import { type Act, actOf, common, word } from './google-workspace-activity.ts';
import { drive, otherTransfer } from './google-workspace-drive.ts';
import { CHALLENGES, LOGIN_TYPES, OTHER_LOGINS, SUSPICIOUS } from './google-workspace-events.ts';
import { isObject } from './pointer.ts';

/**
 * Google Workspace: activities of the Reports API (`admin#reports#activity`): login, drive, token, saml.
 * One activity holds several `events`; some collectors flatten each into the activity (`name`, `parameters` as an object).
 */

function login(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const name = event.name;
  const type = word(event, 'login_type') ?? '';
  const failed = name === 'login_failure' || SUSPICIOUS.has(name);
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

function otherLogin(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const kind = Object.hasOwn(OTHER_LOGINS, event.name) ? OTHER_LOGINS[event.name] : undefined;
  if (kind === undefined) return notOurs('other application');
  const base = common(fields, event, index);
  return {
    type: 'login',
    ...base,
    // A kiosk logs in for nobody; the profile is whoever set it up.
    account:
      kind.app === 'chromeos'
        ? (accountOf(word(event, 'DEVICE_USER')) ?? fields.account('/actor/email'))
        : base.account,
    app: kind.app ?? word(event, 'CAA_APPLICATION')?.toLowerCase(),
    device: word(event, 'DIRECTORY_DEVICE_ID') ?? word(event, 'CAA_DEVICE_ID'),
    outcome: kind.failure === undefined ? 'success' : 'failure',
    failure: kind.failure,
    interactive: true,
  };
}

const READERS: Readonly<Record<string, (fields: Fields, event: Act, index: number) => Draft | PassedOver>> = {
  login,
  saml,
  token,
  drive,
  chrome: otherLogin,
  context_aware_access: otherLogin,
  chat: otherTransfer,
  data_studio: otherTransfer,
  takeout: otherTransfer,
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
      'Give a collector the scope `admin.reports.audit.readonly` and let it list activities of `login`, `drive`, `token`, `saml`, and of `chat`, `chrome`, `context_aware_access`, `takeout` where they are used.',
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
