import type { StorageOperation } from '../domain/event.ts';

/**
 * Operations of the unified audit log that move files or mail, or are logins:
 * https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema and
 * https://learn.microsoft.com/purview/audit-log-activities. Opening a file (`FileAccessed`, `FilePreviewed`) moves none.
 */

export const OPERATIONS: Readonly<Record<string, StorageOperation>> = {
  FileUploaded: 'upload',
  FileUploadedPartial: 'upload',
  FileSyncUploadedFull: 'upload',
  FileSyncUploadedPartial: 'upload',
  FileModified: 'upload',
  FileModifiedExtended: 'upload',
  FileCopied: 'upload',
  FolderCopied: 'upload',
  FileDownloaded: 'download',
  FileSyncDownloadedFull: 'download',
  FileSyncDownloadedPartial: 'download',
  FileTranscriptDownloaded: 'download',
  SearchExportDownloaded: 'download',
  MailItemsAccessed: 'download',
  AttachmentAccess: 'download',
  ExportReport: 'download',
  ExportArtifact: 'download',
  DownloadReport: 'download',
  MessagesExported: 'download',
  RecordingExported: 'download',
  TranscriptsExported: 'download',
  SharingSet: 'share',
  SharedLinkCreated: 'share',
  SharingInvitationCreated: 'share',
  SharingInvitationUpdated: 'share',
  SharingLinkCreated: 'share',
  SharingLinkUpdated: 'share',
  AddedToSharingLink: 'share',
  SecureLinkCreated: 'share',
  SecureLinkUpdated: 'share',
  AddedToSecureLink: 'share',
  AccessInvitationCreated: 'share',
  AccessInvitationUpdated: 'share',
  AccessRequestApproved: 'share',
  AnonymousLinkCreated: 'share',
  AnonymousLinkUpdated: 'share',
  CompanyLinkCreated: 'share',
  CompanySharedLinkCreated: 'share',
  FileDeleted: 'delete',
  FileRecycled: 'delete',
  FileDeletedFirstStageRecycleBin: 'delete',
  FileDeletedSecondStageRecycleBin: 'delete',
  FolderDeleted: 'delete',
  FolderRecycled: 'delete',
  FolderDeletedFirstStageRecycleBin: 'delete',
  FolderDeletedSecondStageRecycleBin: 'delete',
  SoftDelete: 'delete',
  HardDelete: 'delete',
  MoveToDeletedItems: 'delete',
};
export const LOGINS: ReadonlySet<string> = new Set([
  'UserLoggedIn',
  'UserLoginFailed',
  'MailboxLogin',
  'TeamsSessionStarted',
  'SignInEvent',
]);
/** Sessions that services open with what an earlier login gave. */
export const SESSIONS: ReadonlySet<string> = new Set(['MailboxLogin', 'TeamsSessionStarted', 'SignInEvent']);
/** Record type 9: `PasswordLogonInitialAuthUsingPassword`, `ForeignRealmIndexLogonCookieCopyUsingDAToken` and so on. */
export const ACCOUNT_LOGON = /Logon(InitialAuth|CookieCopy|SilentReAuth)Using/;
export const STS_LOGON: ReadonlySet<string> = new Set(['15', 'AzureActiveDirectoryStsLogon']);
