import type { StorageOperation } from '../domain/event.ts';
import type { Factor, Failure } from './draft.ts';

/** Event names of the Reports API, https://developers.google.com/workspace/admin/reports/v1/appendix/activity. */

export const DRIVE: Readonly<Record<string, StorageOperation>> = {
  upload: 'upload',
  create: 'upload',
  copy: 'upload',
  download: 'download',
  sync_item_content: 'download',
  access_item_content: 'download',
  source_copy: 'download',
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
export const CHALLENGES: Readonly<Record<string, Factor>> = {
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
export const LOGIN_TYPES: Readonly<Record<string, Factor>> = {
  google_password: 'password',
  saml: 'sso',
  exchange: 'token',
  reauth: 'password',
};
export const OUTSIDE = /^(?:shared_externally|people_with_link|public_on_the_web|external)$/;

/** Transfers of applications other than Drive, each with the store that the data lie in. */
export const OTHER_STORES: Readonly<
  Record<string, { readonly service: string; readonly names: Readonly<Record<string, StorageOperation>> }>
> = {
  chat: {
    service: 'chat.google.com',
    names: { attachment_upload: 'upload', attachment_download: 'download' },
  },
  data_studio: {
    service: 'lookerstudio.google.com',
    names: { DATA_EXPORT: 'download', DOWNLOAD_REPORT: 'download' },
  },
  takeout: {
    service: 'takeout.google.com',
    names: { user_takeout_downloaded: 'download', downloaded: 'download', download: 'download' },
  },
};

/** Account warnings that tell of a login that Google held back. */
export const SUSPICIOUS: ReadonlySet<string> = new Set([
  'suspicious_login',
  'suspicious_login_less_secure_app',
  'suspicious_programmatic_login',
]);

/** Logins outside of `login` and `saml`: to a Chromebook, and to an app that the context of the user forbids. */
export const OTHER_LOGINS: Readonly<Record<string, { readonly app?: string; readonly failure?: Failure }>> = {
  CHROME_OS_LOGIN_EVENT: { app: 'chromeos' },
  CHROME_OS_LOGIN_FAILURE_EVENT: { app: 'chromeos', failure: 'bad-password' },
  ACCESS_DENY_EVENT: { failure: 'blocked' },
};
