import type { Factor, Failure } from './draft.ts';

/** Okta's event types that are logins, https://developer.okta.com/docs/reference/api/event-types/. */

export interface LoginKind {
  readonly factor?: Factor;
  readonly interactive: boolean;
  /** Of types that always mean a failure. */
  readonly failure?: Failure;
}

/** Events under `user.authentication.` that end something instead of starting it, or only note how it was done. */
const NO_LOGIN = new Set([
  'user.authentication.slo',
  'user.authentication.universal_logout',
  'user.authentication.universal_logout.scheduled',
  'user.authentication.dsso_via_non_priority_source',
]);
/** Logins outside of `user.authentication.`, or under it and not like the others. */
const LOGINS: Readonly<Record<string, LoginKind>> = {
  'user.session.start': { interactive: true },
  'user.session.access_admin_app': { interactive: true, factor: 'sso' },
  'user.mfa.okta_verify': { interactive: true, factor: 'mfa' },
  'user.mfa.okta_verify.deny_push': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'user.mfa.okta_verify.deny_push_upgrade_needed': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'user.mfa.attempt_bypass': { interactive: true, factor: 'mfa', failure: 'mfa-denied' },
  'user.authentication.auth_unconfigured_identifier': { interactive: true, failure: 'unknown-account' },
  'app.generic.unauth_app_access_attempt': { interactive: true, factor: 'sso', failure: 'blocked' },
  'application.policy.sign_on.deny_access': { interactive: true, factor: 'sso', failure: 'blocked' },
  'app.oauth2.signon': { interactive: true, factor: 'sso' },
  'app.oauth2.authorize': { interactive: false, factor: 'token' },
  'app.oauth2.as.authorize': { interactive: false, factor: 'token' },
  'app.inbound_del_auth.login_success': { interactive: true, factor: 'password' },
  'app.inbound_del_auth.failure.account_not_found': {
    interactive: true,
    factor: 'password',
    failure: 'unknown-account',
  },
  'app.inbound_del_auth.failure.invalid_login_credentials': {
    interactive: true,
    factor: 'password',
    failure: 'bad-password',
  },
  // A password client that asks again and again by itself (Exchange ActiveSync and the like).
  'user.authentication.auth_via_richclient': { interactive: false },
};
/** Families whose last parts say how: `app.oauth2.as.authorize.implicit.id_token`, `app.inbound_del_auth.failure.not_supported`. */
const FAMILIES: readonly (readonly [string, LoginKind])[] = [
  ['app.oauth2.authorize.', { interactive: false, factor: 'token' }],
  ['app.oauth2.as.authorize.', { interactive: false, factor: 'token' }],
  ['app.inbound_del_auth.failure.', { interactive: true, factor: 'password', failure: 'other' }],
];
/** Steps of `user.authentication.` that say how it was done. */
const FACTORS: Readonly<Record<string, Factor>> = {
  auth_via_mfa: 'mfa',
  verify: 'mfa',
  auth_via_AD_agent: 'password',
  auth_via_LDAP_agent: 'password',
  auth_via_radius: 'password',
  auth_via_IDP: 'sso',
  auth_via_inbound_SAML: 'sso',
  auth_via_inbound_delauth: 'sso',
  auth_via_social: 'sso',
  auth_via_iwa: 'sso',
  sso: 'sso',
};
const AUTHENTICATION = 'user.authentication.';
const SIGN_ON_POLICY = 'policy.evaluate_sign_on';

/** The kind of login that a type with this result is; undefined for everything else. */
export function loginKind(type: string, result: string | undefined): LoginKind | undefined {
  if (type === SIGN_ON_POLICY) return result === 'DENY' ? { interactive: true, failure: 'blocked' } : undefined;
  if (Object.hasOwn(LOGINS, type)) return LOGINS[type];
  if (!type.startsWith(AUTHENTICATION))
    return type.startsWith('app.') ? FAMILIES.find(([family]) => type.startsWith(family))?.[1] : undefined;
  if (NO_LOGIN.has(type)) return undefined;
  const step = type.slice(AUTHENTICATION.length);
  return Object.hasOwn(FACTORS, step)
    ? { interactive: true, ...(FACTORS[step] && { factor: FACTORS[step] }) }
    : { interactive: true };
}
