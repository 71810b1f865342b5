import type { StorageOperation } from '../domain/event.ts';
import { defineSource } from './define.ts';
import { notOurs, type Reading } from './draft.ts';
import { failureOf } from './failure.ts';
import type { Fields } from './fields.ts';
import { answerText } from './handshake.ts';
import { ACCOUNT_LOGON, LOGINS, OPERATIONS, SESSIONS, STS_LOGON } from './m365-operations.ts';
import { microsoftAccount } from './microsoft-account.ts';
import { CODES, INTERRUPTS } from './microsoft-codes.ts';

/** Microsoft 365: the unified audit log (Management Activity API, exports with `AuditData`, the OfficeActivity table). */

/** Users that are Microsoft's operators, the system, applications and policies. */
const NO_PERSON_TYPES = new Set([3, 4, 5, 6, 7, 8]);
const NO_PERSON_NAMES = new Set([
  'dcadmin',
  'system',
  'application',
  'serviceprincipal',
  'custompolicy',
  'systempolicy',
]);
/** Requests that renew a session or a token without anybody at the keyboard. */
const UNATTENDED = /token|wstrust|refresh|silent|deviceauth/i;

const SERVICES: Readonly<Record<string, string>> = {
  onedrive: 'onedrive.com',
  exchange: 'outlook.office365.com',
  securitycompliancecenter: 'outlook.office365.com',
  microsoftteams: 'teams.microsoft.com',
  powerbi: 'powerbi.com',
};

function accountIn(fields: Fields): string | undefined {
  fields.account('/UserId');
  const own = microsoftAccount(fields.text('/UserId', '/UserIds'));
  return own ?? microsoftAccount(fields.named('/Actor', '5', 'Type', 'ID'));
}

function common(fields: Fields) {
  return {
    id: fields.text('/Id', '/Identity', '/OfficeId'),
    time: fields.time('/CreationTime', '/CreationDate', '/ElevationTime'),
    account: accountIn(fields),
    ip: fields.address('/ClientIP', '/ClientIPAddress', '/ActorIpAddress', '/Client_IPAddress'),
    userAgent: fields.named('/ExtendedProperties', 'UserAgent') ?? fields.text('/UserAgent', '/ClientInfoString'),
    device: fields.named('/DeviceProperties', 'Id') ?? fields.text('/DeviceId', '/MachineDomainInfo'),
  };
}

function login(fields: Fields, operation: string): Reading {
  const error = fields.text('/LogonError');
  const code = fields.text('/ErrorNumber', '/ErrorCode') ?? '';
  const isInterrupt = error?.endsWith('Interrupt') === true && !error.startsWith('UserStrongAuth');
  if (isInterrupt || INTERRUPTS.has(code)) return notOurs('login not finished');
  const status = fields.number('/LoginStatus') ?? 0;
  const failed = operation === 'UserLoginFailed' || status !== 0 || /fail/i.test(fields.text('/ResultStatus') ?? '');
  return {
    type: 'login',
    ...common(fields),
    app: fields.text(
      '/ApplicationDisplayName',
      '/ApplicationName',
      '/Application',
      '/ApplicationId',
      '/Workload',
      '/OfficeWorkload',
    ),
    outcome: failed ? 'failure' : 'success',
    failure: failed
      ? (CODES[code] ?? failureOf(error, fields.named('/ExtendedProperties', 'ResultStatusDetail')))
      : undefined,
    interactive: interactiveOf(fields, operation),
  };
}

function interactiveOf(fields: Fields, operation: string): boolean | undefined {
  if (SESSIONS.has(operation)) return false;
  const logon = ACCOUNT_LOGON.exec(operation)?.[1];
  if (logon !== undefined) return logon === 'InitialAuth';
  const request = fields.named('/ExtendedProperties', 'RequestType');
  return request === undefined ? undefined : !UNATTENDED.test(request);
}

/** How many mails or files a record speaks of. */
function countIn(fields: Fields): number {
  const folders = fields.list('/Folders');
  const items = folders.reduce((sum, folder) => sum + folder.list('/FolderItems').length, 0);
  return fields.count('/OperationCount') ?? Math.max(1, items, fields.list('/AffectedItems').length);
}

function isExternal(fields: Fields, operation: string): boolean | undefined {
  if (operation.startsWith('Anonymous')) return true;
  if (operation.startsWith('Company')) return false;
  const type = fields.text('/TargetUserOrGroupType')?.toLowerCase();
  if (type === 'guest' || type === 'partner') return true;
  if (/#ext#/i.test(fields.text('/TargetUserOrGroupName') ?? '')) return true;
  return type === 'member' ? false : undefined;
}

function storage(fields: Fields, name: string, operation: StorageOperation): Reading {
  const workload = fields.text('/Workload', '/OfficeWorkload')?.toLowerCase() ?? '';
  return {
    type: 'storage',
    ...common(fields),
    app: fields.text('/ApplicationDisplayName', '/AppAccessContext/ClientAppName'),
    service: SERVICES[workload] ?? 'sharepoint.com',
    operation,
    bytes: fields.count('/FileSizeBytes', '/FileSyncBytesCommitted', '/AttachmentSizeInBytes'),
    count: countIn(fields),
    object: fields.text('/SourceFileName', '/ObjectId', '/OfficeObjectId', '/Item/Subject'),
    external: operation === 'share' ? isExternal(fields, name) : undefined,
  };
}

function read(fields: Fields): Reading {
  const operation = fields.text('/Operation', '/Operations');
  if (operation === undefined) return notOurs('no Operation');
  const stored = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  const isLogin =
    stored === undefined &&
    (LOGINS.has(operation) ||
      ACCOUNT_LOGON.test(operation) ||
      (STS_LOGON.has(fields.text('/RecordType') ?? '') && /login|logged/i.test(operation)));
  if (stored === undefined && !isLogin) return notOurs('no login or transfer');
  const userType = fields.text('/UserType')?.toLowerCase();
  if (userType !== undefined && (NO_PERSON_TYPES.has(Number(userType)) || NO_PERSON_NAMES.has(userType)))
    return notOurs('no person');
  return stored === undefined ? login(fields, operation) : storage(fields, operation, stored);
}

export const m365 = defineSource({
  vendor: 'm365',
  aliases: ['o365', 'office365', 'microsoft-365'],
  title: 'Microsoft 365',
  wayIn: 'webhook, HEC (unified audit log, array or one)',
  metadata: {
    whatToConfigure: [
      'Turn auditing on in the Purview portal and subscribe `Audit.AzureActiveDirectory`, `Audit.SharePoint`, `Audit.Exchange` in the Management Activity API.',
      'The API notifies of blobs; let your collector (Logic App, Filebeat, Splunk add-on) fetch them and post their records to `/v1/ingest/m365`.',
    ],
    canTell: [
      'sign-ins with kind of failure',
      'files uploaded, downloaded, shared and deleted in SharePoint and OneDrive',
      'mail read in bulk or deleted',
    ],
    cannotTell: ['places (taken from the address)', 'sizes, but for newer SharePoint records'],
    docs: 'https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema',
  },
  sourcetypes: ['o365:management:activity', 'ms:o365', 'o365'],
  envelopes: ['/AuditData', '/value', '/records', '/o365/audit'],
  recognises: (fields) =>
    fields.has('/Operation') && (fields.has('/RecordType') || fields.has('/Workload') || fields.has('/OfficeWorkload')),
  read,
  handshake: (request) => (request.header('webhook-validationcode') === undefined ? undefined : answerText('')),
  sampleRecord: {
    CreationTime: '2026-03-02T08:14:09',
    Id: '5c1e7c6a-0000-4000-8000-08dc3a000001',
    Operation: 'FileDownloaded',
    OrganizationId: '00000000-0000-4000-8000-000000000001',
    RecordType: 6,
    UserKey: 'i:0h.f|membership|1003200000000001@live.com',
    UserType: 0,
    Version: 1,
    Workload: 'SharePoint',
    ClientIP: '192.0.2.10',
    UserId: 'ola@example.com',
    EventSource: 'SharePoint',
    ItemType: 'File',
    ObjectId: 'https://example.sharepoint.com/sites/finance/Shared Documents/budget.xlsx',
    SiteUrl: 'https://example.sharepoint.com/sites/finance/',
    SourceFileExtension: 'xlsx',
    SourceFileName: 'budget.xlsx',
    SourceRelativeUrl: 'Shared Documents',
    FileSizeBytes: 482133,
    UserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36',
  },
});
