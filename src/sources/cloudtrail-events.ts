import type { StorageOperation } from '../domain/event.ts';
import type { Factor } from './draft.ts';

/** Calls of AWS that are logins or move data, by `eventName`; names that several services share are told apart by `eventSource`. */

export interface LoginKind {
  readonly interactive: boolean;
  readonly factor?: Factor;
  /** A step of a login: only its failure ends one; https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html. */
  readonly step?: true;
}

const LOGINS: Readonly<Record<string, LoginKind>> = {
  ConsoleLogin: { interactive: true },
  UserAuthentication: { interactive: true },
  Authenticate: { interactive: true },
  ExternalIdPDirectoryLogin: { interactive: true, factor: 'sso' },
  Federate: { interactive: true, factor: 'sso' },
  AssumeRoleWithSAML: { interactive: true, factor: 'sso' },
  AssumeRoleWithWebIdentity: { interactive: false, factor: 'token' },
  SwitchRole: { interactive: true, factor: 'other' },
  CheckMfa: { interactive: true, factor: 'mfa', step: true },
  CredentialVerification: { interactive: true, step: true },
};
/** `UserAuthentication` and the like mean logins only at these. */
const LOGIN_SERVICES = /^(?:signin|sso|sts|sso-directory|identitystore)\.amazonaws\.com$/;

export const S3 = 's3.amazonaws.com';
const RDS = 'rds.amazonaws.com';
const EC2 = 'ec2.amazonaws.com';
const EBS = 'ebs.amazonaws.com';
const CODECOMMIT = 'codecommit.amazonaws.com';

export interface TransferKind {
  /** The service whose call this is. */
  readonly source: string;
  readonly operation: StorageOperation;
  /** The store that the data come from or go to, when it is not the source. */
  readonly store?: string;
}

const TRANSFERS: Readonly<Record<string, TransferKind>> = {
  GetObject: { source: S3, operation: 'download' },
  SelectObjectContent: { source: S3, operation: 'download' },
  GetObjectTorrent: { source: S3, operation: 'download' },
  PutObject: { source: S3, operation: 'upload' },
  PostObject: { source: S3, operation: 'upload' },
  UploadPart: { source: S3, operation: 'upload' },
  CopyObject: { source: S3, operation: 'upload' },
  UploadPartCopy: { source: S3, operation: 'upload' },
  CompleteMultipartUpload: { source: S3, operation: 'upload' },
  DeleteObject: { source: S3, operation: 'delete' },
  DeleteObjects: { source: S3, operation: 'delete' },
  DeleteBucket: { source: S3, operation: 'delete' },
  // Snapshots block by block, through the EBS direct APIs.
  GetSnapshotBlock: { source: EBS, operation: 'download' },
  PutSnapshotBlock: { source: EBS, operation: 'upload' },
  DownloadDBLogFilePortion: { source: RDS, operation: 'download' },
  DownloadCompleteDBLogFile: { source: RDS, operation: 'download' },
  GitPull: { source: CODECOMMIT, operation: 'download' },
  GitPush: { source: CODECOMMIT, operation: 'upload' },
  // Whole databases, machines and tables written into a bucket.
  StartExportTask: { source: RDS, operation: 'upload', store: S3 },
  CreateInstanceExportTask: { source: EC2, operation: 'upload', store: S3 },
  ExportImage: { source: EC2, operation: 'upload', store: S3 },
  CreateStoreImageTask: { source: EC2, operation: 'upload', store: S3 },
  ExportTableToPointInTime: { source: 'dynamodb.amazonaws.com', operation: 'upload', store: S3 },
};

/** The kind of login that a call is; partial records without a source count too. */
export const loginKind = (name: string, source: string): LoginKind | undefined =>
  Object.hasOwn(LOGINS, name) && (source === '' || LOGIN_SERVICES.test(source)) ? LOGINS[name] : undefined;

export function transferKind(name: string, source: string): TransferKind | undefined {
  const kind = Object.hasOwn(TRANSFERS, name) ? TRANSFERS[name] : undefined;
  return kind !== undefined && (source === '' || source === kind.source) ? kind : undefined;
}

/** Parts of one object: the object counts when it is complete. */
export const PARTS: ReadonlySet<string> = new Set(['UploadPart', 'UploadPartCopy']);

/** What they move stays inside of S3: the bytes that came in are the request's, none of the object's. */
export const COPIES: ReadonlySet<string> = new Set(['CopyObject', 'UploadPartCopy']);

/** Calls that open stored data to others, and whose they are: what they grant is in the request. */
export const SHARES: Readonly<Record<string, string>> = {
  PutObjectAcl: S3,
  PutBucketAcl: S3,
  PutBucketPolicy: S3,
  PutBucketReplication: S3,
  ModifySnapshotAttribute: EC2,
  ModifyImageAttribute: EC2,
  SharedSnapshotCopyInitiated: EC2,
  SharedSnapshotVolumeCreated: EC2,
  ModifyDBSnapshotAttribute: RDS,
  ModifyDBClusterSnapshotAttribute: RDS,
};
