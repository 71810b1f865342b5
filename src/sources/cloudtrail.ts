import type { StorageOperation } from '../domain/event.ts';
import { acknowledgeFirehose, snsHandshake, unwrapAws } from './aws-envelope.ts';
import { accountOfArn, awsAccount } from './aws-principal.ts';
import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';

/** AWS: CloudTrail (console and federated logins, S3 data events, shares of snapshots) and S3 server access logs. */

interface Login {
  readonly interactive: boolean;
  readonly factor?: Factor;
}
const LOGINS: Readonly<Record<string, Login>> = {
  ConsoleLogin: { interactive: true },
  UserAuthentication: { interactive: true },
  Authenticate: { interactive: true },
  ExternalIdPDirectoryLogin: { interactive: true, factor: 'sso' },
  Federate: { interactive: true, factor: 'sso' },
  AssumeRoleWithSAML: { interactive: true, factor: 'sso' },
  AssumeRoleWithWebIdentity: { interactive: false, factor: 'token' },
};
/** `UserAuthentication` and the like mean logins only at these. */
const LOGIN_SERVICES = /^(?:signin|sso|sts|sso-directory|identitystore)\.amazonaws\.com$/;

const OBJECTS: Readonly<Record<string, StorageOperation>> = {
  GetObject: 'download',
  SelectObjectContent: 'download',
  GetObjectTorrent: 'download',
  PutObject: 'upload',
  PostObject: 'upload',
  UploadPart: 'upload',
  CopyObject: 'upload',
  UploadPartCopy: 'upload',
  CompleteMultipartUpload: 'upload',
  DeleteObject: 'delete',
  DeleteObjects: 'delete',
};
/** Calls that open stored data to others: what they grant is in the request. */
const SHARES = new Set([
  'PutObjectAcl',
  'PutBucketAcl',
  'PutBucketPolicy',
  'ModifySnapshotAttribute',
  'ModifyImageAttribute',
  'ModifyDBSnapshotAttribute',
  'ModifyDBClusterSnapshotAttribute',
]);
const PUBLIC =
  /global\/(?:AllUsers|AuthenticatedUsers)|"Principal":\s*(?:"\*"|\{\s*"AWS":\s*(?:"\*"|\[\s*"\*"))|"x-amz-acl":\s*\[?\s*"public-read/;
/** Whom a snapshot or image is opened to: accounts or everybody. */
const GRANTEES = [
  '/requestParameters/launchPermission/add',
  '/requestParameters/createVolumePermission/add',
  '/requestParameters/valuesToAdd',
];
const S3 = 's3.amazonaws.com';

function common(fields: Fields) {
  return {
    id: fields.text('/eventID'),
    time: fields.time('/eventTime'),
    account: awsAccount(fields),
    ip: fields.address('/sourceIPAddress'),
    userAgent: fields.text('/userAgent'),
  };
}

function login(fields: Fields, name: string, kind: Login): Reading {
  const said = fields.text(`/responseElements/${name}`, `/serviceEventDetails/${name}`);
  const error = fields.text('/errorMessage', '/errorCode');
  const failed = /fail/i.test(said ?? '') || (said === undefined && error !== undefined);
  const common_ = common(fields);
  const mfa =
    fields.text('/additionalEventData/MFAUsed') === 'Yes' ||
    fields.text('/userIdentity/sessionContext/attributes/mfaAuthenticated') === 'true';
  const federated =
    fields.has('/additionalEventData/SamlProviderArn') || fields.text('/userIdentity/type') === 'AssumedRole';
  return {
    type: 'login',
    ...common_,
    app: fields.text('/requestParameters/roleArn') ?? (name === 'ConsoleLogin' ? 'aws console' : 'aws'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureOf(error === 'Failed authentication' ? 'password' : error, 'password') : undefined,
    interactive: kind.interactive || (common_.account?.includes('@') ?? false),
    factor: mfa ? 'mfa' : (kind.factor ?? (federated ? 'sso' : 'password')),
  };
}

function object(fields: Fields, name: string, operation: StorageOperation): Reading {
  if (fields.text('/errorCode') !== undefined) return notOurs('refused');
  const bucket = fields.text('/requestParameters/bucketName');
  const key = fields.text('/requestParameters/key');
  const part = name === 'UploadPart' || name === 'UploadPartCopy';
  const deleted = name === 'DeleteObjects' ? fields.list('/requestParameters/delete/objects').length : 0;
  return {
    type: 'storage',
    ...common(fields),
    service: S3,
    operation,
    bytes:
      operation === 'download'
        ? fields.count('/additionalEventData/bytesTransferredOut')
        : operation === 'upload'
          ? fields.count('/additionalEventData/bytesTransferredIn')
          : undefined,
    count: part ? 0 : Math.max(1, deleted),
    object: [bucket, key].filter((one) => one !== undefined).join('/'),
  };
}

function isOpened(fields: Fields, name: string): boolean {
  if (name.startsWith('Modify'))
    return GRANTEES.some((pointer) => (JSON.stringify(fields.at(pointer)) ?? '').length > 2);
  return PUBLIC.test(
    JSON.stringify(fields.at('/requestParameters') ?? {})
      .slice(0, 65_536)
      .replaceAll('\\"', '"'),
  );
}

function share(fields: Fields, name: string): Reading {
  if (fields.text('/errorCode') !== undefined) return notOurs('refused');
  if (!isOpened(fields, name)) return notOurs('no share outward');
  return {
    type: 'storage',
    ...common(fields),
    service: name.startsWith('Put') ? S3 : name.includes('DB') ? 'rds.amazonaws.com' : 'ec2.amazonaws.com',
    operation: 'share',
    count: 1,
    object: fields.text(
      '/requestParameters/bucketName',
      '/requestParameters/snapshotId',
      '/requestParameters/imageId',
      '/requestParameters/dBSnapshotIdentifier',
      '/requestParameters/dBClusterSnapshotIdentifier',
    ),
    external: true,
  };
}

const REST: Readonly<Record<string, StorageOperation>> = {
  GET: 'download',
  PUT: 'upload',
  POST: 'upload',
  COPY: 'upload',
  DELETE: 'delete',
  SOFTDELETE: 'delete',
};

/** S3 server access logs, as collectors write their fields in JSON. */
function serverAccess(fields: Fields, operation: string): Reading {
  const [, verb = '', resource = ''] = /^(?:REST|S3|SOAP)\.([A-Z]+)\.?([A-Z_]*)/.exec(operation) ?? [];
  const what =
    operation === 'S3.CREATE.DELETEMARKER'
      ? 'delete'
      : resource.startsWith('OBJECT') || resource === 'PART' || verb === 'EXPIRE'
        ? REST[verb]
        : undefined;
  if (what === undefined) return notOurs('no transfer');
  if ((fields.number('/httpstatus') ?? 200) >= 400) return notOurs('refused');
  const requester = fields.account('/requester');
  return {
    type: 'storage',
    id: fields.text('/requestid'),
    time: fields.time('/time'),
    account: requester === undefined || requester.startsWith('svc:') ? undefined : accountOfArn(requester),
    ip: fields.address('/remoteip'),
    userAgent: fields.text('/useragent'),
    service: S3,
    operation: what,
    bytes:
      what === 'download'
        ? fields.count('/bytessent', '/objectsize')
        : what === 'upload'
          ? fields.count('/objectsize')
          : undefined,
    count: resource === 'PART' ? 0 : 1,
    object: [fields.text('/bucket'), fields.text('/key')].filter((one) => one !== undefined).join('/'),
  };
}

function read(fields: Fields): Reading {
  const name = fields.text('/eventName');
  if (name === undefined) {
    const operation = fields.has('/bucket') ? fields.text('/operation') : undefined;
    return operation === undefined ? notOurs('no eventName') : serverAccess(fields, operation);
  }
  const service = fields.text('/eventSource') ?? '';
  const kind =
    Object.hasOwn(LOGINS, name) && (service === '' || LOGIN_SERVICES.test(service)) ? LOGINS[name] : undefined;
  const operation = Object.hasOwn(OBJECTS, name) && (service === '' || service === S3) ? OBJECTS[name] : undefined;
  if (kind === undefined && operation === undefined && !SHARES.has(name)) return notOurs('no login or transfer');
  if (
    fields.text('/userIdentity/type') === 'AWSService' ||
    (operation !== undefined && fields.has('/userIdentity/invokedBy'))
  )
    return notOurs('no person');
  if (kind !== undefined) return login(fields, name, kind);
  return operation === undefined ? share(fields, name) : object(fields, name, operation);
}

export const cloudtrail = defineSource({
  vendor: 'cloudtrail',
  aliases: ['aws', 'aws-cloudtrail', 's3-access'],
  title: 'AWS CloudTrail',
  wayIn: 'SNS, EventBridge API destination, Firehose, files of `Records`',
  metadata: {
    whatToConfigure: [
      'EventBridge: rule on `AWS Console Sign In via CloudTrail` and `AWS API Call via CloudTrail`, target an API destination `/v1/ingest/cloudtrail` with a connection of type API key (`Authorization`, `Bearer <ingest token>`).',
      'For S3 data events turn them on in the trail (GetObject, PutObject) and send its CloudWatch group through Firehose: HTTP endpoint `/v1/ingest/cloudtrail`, access key = ingest token.',
      'SNS subscriptions are confirmed here.',
    ],
    canTell: [
      'console, Identity Center and SAML logins',
      'objects read from and written to S3, with bytes',
      'snapshots, images and buckets opened to others',
    ],
    cannotTell: ['places (taken from the address)', 'what services of Amazon do on behalf of an account (passed over)'],
    docs: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html',
  },
  sourcetypes: ['aws:cloudtrail', 'aws:s3:accesslogs'],
  recognises: (fields) =>
    (fields.has('/eventName') && fields.has('/userIdentity')) ||
    (fields.has('/bucketowner') && fields.has('/operation')),
  unwrap: (value) => unwrapAws(value),
  read,
  handshake: snsHandshake,
  signature: { scheme: 'sns' },
  tokenHeader: 'x-amz-firehose-access-key',
  acknowledge: acknowledgeFirehose,
  sampleRecord: {
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:ola@example.com',
      arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/ola@example.com',
      accountId: '111122223333',
      sessionContext: { attributes: { creationDate: '2026-03-02T08:00:00Z', mfaAuthenticated: 'false' } },
    },
    eventTime: '2026-03-02T08:14:09Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    awsRegion: 'eu-north-1',
    sourceIPAddress: '192.0.2.10',
    userAgent: '[aws-cli/2.17.0]',
    requestParameters: { bucketName: 'example-reports', key: '2026/budget.parquet' },
    responseElements: null,
    additionalEventData: { bytesTransferredIn: 0, bytesTransferredOut: 52428800 },
    eventID: '3c7f1f7e-0000-4000-8000-000000000001',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: false,
    recipientAccountId: '111122223333',
    eventCategory: 'Data',
  },
});
