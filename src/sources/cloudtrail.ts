import { acknowledgeFirehose, snsHandshake, unwrapAws } from './aws-envelope.ts';
import { awsAccount } from './aws-principal.ts';
import {
  COPIES,
  type LoginKind,
  loginKind,
  PARTS,
  S3,
  SHARES,
  type TransferKind,
  transferKind,
} from './cloudtrail-events.ts';
import { isOpened } from './cloudtrail-share.ts';
import { defineSource } from './define.ts';
import { type Factor, notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { serverAccess } from './s3-access.ts';

/** AWS: CloudTrail (console and federated logins, S3 data events, shares of snapshots) and S3 server access logs. */

/** S3 sets the agent in brackets: one client, one spelling. */
const bare = (agent: string | undefined): string | undefined =>
  agent?.startsWith('[') === true && agent.endsWith(']') ? agent.slice(1, -1) : agent;

function common(fields: Fields) {
  return {
    id: fields.text('/eventID'),
    time: fields.time('/eventTime'),
    account: awsAccount(fields),
    ip: fields.address('/sourceIPAddress'),
    userAgent: bare(fields.text('/userAgent')),
  };
}

function login(fields: Fields, name: string, kind: LoginKind): Reading {
  const said = fields.text(`/responseElements/${name}`, `/serviceEventDetails/${name}`);
  const error = fields.text('/errorMessage', '/errorCode');
  const failed = /fail/i.test(said ?? '') || (said === undefined && error !== undefined);
  if (kind.step === true && !failed) return notOurs('login not finished');
  const common_ = common(fields);
  const factor = factorIn(fields, kind);
  return {
    type: 'login',
    ...common_,
    app: fields.text('/requestParameters/roleArn') ?? (name === 'ConsoleLogin' ? 'aws console' : 'aws'),
    outcome: failed ? 'failure' : 'success',
    failure: failed ? failureIn(error, kind, factor) : undefined,
    interactive: kind.interactive || (common_.account?.includes('@') ?? false),
    factor,
  };
}

/** What IAM Identity Center asked for. */
const CREDENTIALS: Readonly<Record<string, Factor>> = {
  PASSWORD: 'password',
  EXTERNAL_IDP: 'sso',
  TOTP: 'mfa',
  RESYNC_TOTP: 'mfa',
  WEBAUTHN: 'mfa',
  EMAIL_OTP: 'mfa',
  SMARTCARD: 'certificate',
};

function factorIn(fields: Fields, kind: LoginKind): Factor {
  const credential = fields.text('/additionalEventData/CredentialType') ?? '';
  if (Object.hasOwn(CREDENTIALS, credential)) return CREDENTIALS[credential] ?? 'other';
  if (
    fields.text('/additionalEventData/MFAUsed') === 'Yes' ||
    fields.text('/userIdentity/sessionContext/attributes/mfaAuthenticated') === 'true'
  )
    return 'mfa';
  const federated =
    fields.has('/additionalEventData/SamlProviderArn') || fields.text('/userIdentity/type') === 'AssumedRole';
  return kind.factor ?? (federated ? 'sso' : 'password');
}

function failureIn(error: string | undefined, kind: LoginKind, factor: Factor) {
  if (kind.step === true && factor === 'mfa') return 'mfa-denied';
  return failureOf(error === 'Failed authentication' ? 'password' : error, 'password');
}

function transfer(fields: Fields, name: string, kind: TransferKind): Reading {
  if (fields.text('/errorCode') !== undefined) return notOurs('refused');
  const { operation } = kind;
  const deleted = name === 'DeleteObjects' ? fields.list('/requestParameters/delete/objects').length : 0;
  return {
    type: 'storage',
    ...common(fields),
    service: kind.store ?? kind.source,
    operation,
    bytes:
      operation === 'download'
        ? fields.count('/additionalEventData/bytesTransferredOut', '/responseElements/dataLength')
        : operation === 'upload' && !COPIES.has(name)
          ? fields.count('/additionalEventData/bytesTransferredIn', '/requestParameters/dataLength')
          : undefined,
    count: PARTS.has(name) ? 0 : Math.max(1, deleted),
    object: objectIn(fields),
  };
}

function objectIn(fields: Fields): string | undefined {
  const bucket = fields.text('/requestParameters/bucketName');
  const key = fields.text('/requestParameters/key');
  if (bucket !== undefined || key !== undefined) return [bucket, key].filter((one) => one !== undefined).join('/');
  return fields.text(
    '/requestParameters/snapshotId',
    '/requestParameters/repositoryName',
    '/additionalEventData/repositoryName',
    '/requestParameters/sourceArn',
    '/requestParameters/tableArn',
    '/requestParameters/instanceId',
    '/requestParameters/imageId',
    '/requestParameters/dBInstanceIdentifier',
  );
}

function share(fields: Fields, name: string, service: string): Reading {
  if (fields.text('/errorCode') !== undefined) return notOurs('refused');
  if (!isOpened(fields, name)) return notOurs('no share outward');
  return {
    type: 'storage',
    ...common(fields),
    service,
    operation: 'share',
    count: 1,
    object: fields.text(
      '/requestParameters/bucketName',
      '/requestParameters/snapshotId',
      '/requestParameters/imageId',
      '/requestParameters/dBSnapshotIdentifier',
      '/requestParameters/dBClusterSnapshotIdentifier',
      '/serviceEventDetails/snapshotId',
    ),
    external: true,
  };
}

function read(fields: Fields): Reading {
  const name = fields.text('/eventName');
  if (name === undefined) {
    const operation = fields.has('/bucket') ? fields.text('/operation') : undefined;
    return operation === undefined ? notOurs('no eventName') : serverAccess(fields, operation);
  }
  const source = fields.text('/eventSource') ?? '';
  const kind = loginKind(name, source);
  const moved = transferKind(name, source);
  const shared = Object.hasOwn(SHARES, name) ? SHARES[name] : undefined;
  if (kind === undefined && moved === undefined && shared === undefined) return notOurs('no login or transfer');
  const byService = moved !== undefined && fields.has('/userIdentity/invokedBy');
  if (byService || fields.text('/userIdentity/type') === 'AWSService') return notOurs('no person');
  if (kind !== undefined) return login(fields, name, kind);
  return moved === undefined ? share(fields, name, shared ?? S3) : transfer(fields, name, moved);
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
      'snapshots read block by block, databases and machines exported to a bucket',
      'snapshots, images and buckets opened to others',
    ],
    cannotTell: ['places (taken from the address)', 'what services of Amazon do on behalf of an account (passed over)'],
    docs: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html',
  },
  sourcetypes: ['aws:cloudtrail', 'aws:s3:accesslogs'],
  recognises: (fields) =>
    (fields.has('/eventName') && fields.has('/userIdentity')) ||
    (fields.has('/bucketowner') && fields.has('/operation')),
  envelopes: ['/Records', '/records', '/logEvents'],
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
