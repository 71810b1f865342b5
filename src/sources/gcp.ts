import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import { accountOf, type Fields } from './fields.ts';
import { isObject, jsonText } from './pointer.ts';
import { unwrapBase64, unwrapLists } from './unwrap.ts';

/** Google Cloud: audit logs (`LogEntry` with an `AuditLog`), by Pub/Sub push or exported. */

const OBJECTS: Readonly<Record<string, StorageOperation>> = {
  'storage.objects.get': 'download',
  'storage.objects.create': 'upload',
  'storage.objects.insert': 'upload',
  'storage.objects.update': 'upload',
  'storage.objects.compose': 'upload',
  'storage.objects.copy': 'upload',
  'storage.objects.rewrite': 'upload',
  'storage.objects.move': 'upload',
  'storage.objects.restore': 'upload',
  'storage.objects.delete': 'delete',
  'storage.buckets.delete': 'delete',
  'storage.setIamPermissions': 'share',
  'storage.objects.setIamPolicy': 'share',
};
/** Databases written out to a bucket: the request says where. */
const EXPORTS: Readonly<Record<string, string>> = {
  'cloudsql.instances.export': '/protoPayload/request/body/exportContext/uri',
  'google.cloud.bigquery.v2.JobService.InsertJob':
    '/protoPayload/metadata/jobChange/job/jobConfig/extractConfig/destinationUris/0',
  'jobservice.jobcompleted':
    '/protoPayload/serviceData/jobCompletedEvent/job/jobConfiguration/extract/destinationUris/0',
};
/** Reading a table's rows. */
const BIGQUERY_READ = /\.TableDataService\.List$|^tabledataservice\.list$/;
const LOGIN_METHOD =
  /^google\.login\.LoginService\.(login(?:Success|Failure)|suspicious(?:Login|LoginLessSecureApp|ProgrammaticLogin))$/;
/** Names of methods are shorter; an attacker's may not be. */
const LONGEST_METHOD = 256;
const OS_LOGIN = /OsLoginService\.(?:.*\.)?StartSession$|^google\.cloud\.oslogin\..*\.CheckPolicy$/;
/** Google's own agents: one per service and project, and the system. */
const VENDORS_OWN =
  /^(?:service-\d+@|system@google\.com$|cloud-[a-z-]+@.*google\.com$|\d+@cloudservices\.gserviceaccount\.com$|.*@(?:gs-project-accounts|gcp-sa-[a-z-]+|system)\.(?:iam\.)?gserviceaccount\.com$)/;
const EVERYBODY = /"(?:allUsers|allAuthenticatedUsers)"/;
/** gRPC codes: permission denied, unauthenticated. */
const DENIED = new Set([7, 16]);

function common(fields: Fields) {
  const account = fields.account(
    '/protoPayload/authenticationInfo/principalEmail',
    '/protoPayload/authenticationInfo/principalSubject',
  );
  return {
    id: fields.text('/insertId'),
    time: fields.time('/timestamp', '/receiveTimestamp'),
    account:
      account === undefined || VENDORS_OWN.test(account)
        ? undefined
        : account.replace(/^(?:user|serviceaccount|principal):/, ''),
    ip: fields.address('/protoPayload/requestMetadata/callerIp'),
    userAgent: fields.text('/protoPayload/requestMetadata/callerSuppliedUserAgent'),
  };
}

/** Warnings name the user among the event's parameters only. */
const affectedIn = (fields: Fields): string | undefined =>
  accountOf(
    fields.list('/protoPayload/metadata/event')[0]?.named('/parameter', 'affected_email_address', 'name', 'value'),
  );

function login(fields: Fields, failed: boolean, app: string): Reading {
  const base = common(fields);
  const detail = jsonText(fields.at('/protoPayload/metadata/event'), 4_096);
  return {
    type: 'login',
    ...base,
    account: base.account ?? affectedIn(fields),
    app,
    outcome: failed ? 'failure' : 'success',
    failure: failed
      ? /"suspicious_/.test(detail)
        ? 'blocked'
        : failureOf(/login_failure_[a-z_]+/.exec(detail)?.[0], fields.text('/protoPayload/status/message'), 'password')
      : undefined,
    interactive: !/"exchange"|programmatic/.test(detail),
    factor: /"saml"/.test(detail) ? 'sso' : /"google_password"/.test(detail) ? 'password' : undefined,
  };
}

function storage(fields: Fields, method: string, operation: StorageOperation): Reading {
  const code = fields.number('/protoPayload/status/code') ?? 0;
  if (code !== 0) return notOurs('refused');
  const delta = jsonText(fields.at('/protoPayload/serviceData/policyDelta/bindingDeltas'), 65_536);
  if (operation === 'share' && !/"action":"ADD"/.test(delta)) return notOurs('no share');
  const name = fields.text('/protoPayload/resourceName') ?? '';
  return {
    type: 'storage',
    ...common(fields),
    service: method.startsWith('storage.') ? 'storage.googleapis.com' : 'bigquery.googleapis.com',
    operation,
    count: 1,
    object: name.replace(/^projects\/_\/buckets\//, '').replace('/objects/', '/') || undefined,
    external: operation === 'share' ? EVERYBODY.test(delta) || undefined : undefined,
  };
}

/** `gs://bucket/object`; a job that writes nothing out, or has only begun, names none. */
function exported(fields: Fields, pointer: string): Reading {
  const target = fields.text(pointer);
  if (target === undefined) return notOurs('no login or transfer');
  if ((fields.number('/protoPayload/status/code') ?? 0) !== 0) return notOurs('refused');
  return {
    type: 'storage',
    ...common(fields),
    service: 'storage.googleapis.com',
    operation: 'upload',
    count: 1,
    object: target.replace(/^gs:\/\//, ''),
  };
}

function read(fields: Fields): Reading {
  const method = fields.text('/protoPayload/methodName')?.slice(0, LONGEST_METHOD);
  if (method === undefined) return notOurs('no audit log');
  const found = LOGIN_METHOD.exec(method);
  if (found !== null) return login(fields, found[1] !== 'loginSuccess', 'google');
  if (OS_LOGIN.test(method))
    return login(fields, DENIED.has(fields.number('/protoPayload/status/code') ?? 0), 'os login');
  const target = Object.hasOwn(EXPORTS, method) ? EXPORTS[method] : undefined;
  if (target !== undefined) return exported(fields, target);
  const operation = Object.hasOwn(OBJECTS, method)
    ? OBJECTS[method]
    : BIGQUERY_READ.test(method)
      ? 'download'
      : undefined;
  return operation === undefined ? notOurs('no login or transfer') : storage(fields, method, operation);
}

/** A list of pushes, or of entries, is one deep. */
const MAX_LISTS = 4;

const LISTS = ['/entries', '/receivedMessages'];

/** Pub/Sub push: `{"message": {"data": base64, "messageId"}, "subscription"}`. Lists deeper than any vendor's stay what they are: no record. */
function unwrap(value: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(value)) return depth < MAX_LISTS ? value.flatMap((member) => unwrap(member, depth + 1)) : [value];
  if (isObject(value) && isObject(value.message) && typeof value.message.data === 'string')
    return unwrapBase64(value.message.data) ?? [value];
  return unwrapLists(value, LISTS);
}

export const gcp = defineSource({
  vendor: 'gcp',
  aliases: ['google-cloud', 'gcp-audit'],
  title: 'Google Cloud',
  wayIn: 'Pub/Sub push (with its JWT), HEC',
  metadata: {
    whatToConfigure: [
      'Turn data access audit logs (read, write) on for Cloud Storage.',
      'Logging → Log Router → sink on `protoPayload.methodName=~"^storage\\.objects" OR protoPayload.serviceName="login.googleapis.com"` to a Pub/Sub topic.',
      'Push subscription to `/v1/ingest/gcp?token=<ingest token>`; enable authentication with a service account of its own. To have the JWT checked, give the source the audience as `signingSecret`, and the account as `signing`: `{"scheme": "jwt", "email": "…@….iam.gserviceaccount.com"}`.',
    ],
    canTell: [
      'objects read, written, deleted; buckets opened',
      'logins of Workspace and Cloud Identity shared with Cloud Logging, OS Login',
    ],
    cannotTell: ['bytes', 'places (taken from the address)', "acts of Google's own agents (passed over)"],
    docs: 'https://cloud.google.com/logging/docs/reference/audit/auditlog/rest/Shared.Types/AuditLog',
  },
  sourcetypes: ['google:gcp:pubsub', 'gcp'],
  recognises: (fields) => fields.has('/protoPayload/methodName') || (fields.has('/logName') && fields.has('/insertId')),
  envelopes: LISTS,
  unwrap: (value) => unwrap(value),
  read,
  signature: {
    scheme: 'jwt',
    issuers: ['https://accounts.google.com', 'accounts.google.com'],
    jwksUrl: 'https://www.googleapis.com/oauth2/v3/certs',
  },
  sampleRecord: {
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      status: {},
      authenticationInfo: { principalEmail: 'ola@example.com' },
      requestMetadata: { callerIp: '192.0.2.10', callerSuppliedUserAgent: 'google-cloud-sdk gcloud/480.0.0' },
      serviceName: 'storage.googleapis.com',
      methodName: 'storage.objects.get',
      resourceName: 'projects/_/buckets/example-reports/objects/2026/budget.parquet',
    },
    insertId: 'abc123example',
    resource: {
      type: 'gcs_bucket',
      labels: { bucket_name: 'example-reports', location: 'europe-north1', project_id: 'example' },
    },
    timestamp: '2026-03-02T08:14:09.512345678Z',
    severity: 'INFO',
    logName: 'projects/example/logs/cloudaudit.googleapis.com%2Fdata_access',
    receiveTimestamp: '2026-03-02T08:14:10.1Z',
  },
});
