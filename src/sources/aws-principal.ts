import { accountOf, type Fields } from './fields.ts';

/** Who acted in AWS: one spelling per person, an ARN for whom Amazon names no person. */

/** Session names that software makes up anew each time: instance ids, time stamps, hexadecimal. */
const RANDOM_SESSION = /^i-[0-9a-f]+$|\d{6,}|[0-9a-f]{12,}/i;
/** Roles of IAM Identity Center: the session is named for the person. */
const IDENTITY_CENTER_ROLE = /^awsreservedsso_/;
const HIDDEN = 'hidden_due_to_security_reasons';
/** ID that stands for anonymous requests to public buckets. */
const ANONYMOUS = 'anonymous_principal';

/** `arn:aws:sts::111122223333:assumed-role/Role/session` → e-mail, person of Identity Center, role with session, or role. */
export function accountOfArn(arn: string): string | undefined {
  const name = accountOf(arn);
  if (name === undefined || !name.startsWith('arn:')) return name;
  const [resource = '', role = '', ...rest] = name.split(':').slice(5).join(':').split('/');
  const session = rest.at(-1);
  if (resource === 'user') return userOf(rest.at(-1) ?? role, name.split(':')[4]);
  if (resource !== 'assumed-role' || session === undefined) return name;
  if (session.includes('@') || IDENTITY_CENTER_ROLE.test(role)) return session;
  return RANDOM_SESSION.test(session) ? name.slice(0, name.lastIndexOf('/')) : name;
}

/** A failed login names the user without path or ARN, a successful one with both: one spelling for both. */
const userOf = (name: string, account: string | undefined): string =>
  name.includes('@') || account === undefined || account === '' ? name : `arn:aws:iam::${account}:user/${name}`;

/** The account in `userIdentity` of CloudTrail; undefined when no person or service of the customer's acted. */
export function awsAccount(fields: Fields): string | undefined {
  const type = fields.text('/userIdentity/type');
  const name = fields.account('/userIdentity/userName');
  if (name === HIDDEN || fields.text('/userIdentity/accountId')?.toLowerCase() === ANONYMOUS) return undefined;
  const arn = fields.text('/userIdentity/arn');
  if (arn !== undefined) return accountOfArn(arn);
  if (type === 'Root') return rootOf(fields);
  if (name !== undefined)
    return type !== undefined && type !== 'IAMUser'
      ? name
      : userOf(name, fields.text('/userIdentity/accountId', '/recipientAccountId'));
  const session = fields.text('/userIdentity/principalId')?.split(':')[1];
  if (session?.includes('@') === true) return accountOf(session);
  const issuer = fields.text(
    '/userIdentity/sessionContext/sessionIssuer/arn',
    '/userIdentity/sessionContext/sessionIssuer/userName',
  );
  return (
    accountOf(issuer) ??
    fields.account('/additionalEventData/UserName', '/userIdentity/onBehalfOf/userId', '/userIdentity/principalId')
  );
}

function rootOf(fields: Fields): string | undefined {
  const account = fields.text('/userIdentity/accountId', '/recipientAccountId');
  return account === undefined ? undefined : `arn:aws:iam::${account}:root`;
}
