import type { Fields } from './fields.ts';
import { jsonText } from './pointer.ts';

/** Whether a call of AWS opens stored data to others than the account that owns it. */

const PUBLIC =
  /global\/(?:AllUsers|AuthenticatedUsers)|"Principal":\s*(?:"\*"|\{\s*"AWS":\s*(?:"\*"|\[\s*"\*"))|"x-amz-acl":\s*(?:\[\s*)?"(?:public-read|authenticated-read)/;
/** Whom a snapshot or image is opened to: accounts or everybody. */
const GRANTEES = [
  '/requestParameters/launchPermission/add',
  '/requestParameters/createVolumePermission/add',
  '/requestParameters/valuesToAdd',
];
const ACCOUNT_ID = /\b\d{12}\b/g;
/** What lets data be read; services of Amazon that write logs into a bucket get no more than `s3:PutObject`. */
const READS = /"(?:\*|s3:(?:\*|Get|List)[^"]*)"/;
/** Longest request that is looked through, in characters. */
const LONGEST = 65_536;

const json = (value: unknown): string => jsonText(value, LONGEST);

export function isOpened(fields: Fields, name: string): boolean {
  if (name.startsWith('SharedSnapshot')) return true;
  if (name.startsWith('Modify')) return GRANTEES.some((pointer) => json(fields.at(pointer)).length > 2);
  const own = fields.text('/recipientAccountId', '/userIdentity/accountId');
  if (name === 'PutBucketReplication')
    return fields
      .list('/requestParameters/ReplicationConfiguration/Rule')
      .some((rule) => namesOther(json(rule.at('/Destination/Account')), own));
  if (PUBLIC.test(json(fields.at('/requestParameters') ?? {}).replaceAll('\\"', '"'))) return true;
  return fields
    .list('/requestParameters/bucketPolicy/Statement')
    .some(
      (statement) =>
        statement.text('/Effect') === 'Allow' &&
        READS.test(json(statement.at('/Action'))) &&
        namesOther(json(statement.at('/Principal/AWS')), own),
    );
}

/** Does the text name an account that is not the own one? */
function namesOther(text: string, own: string | undefined): boolean {
  return own !== undefined && (text.match(ACCOUNT_ID) ?? []).some((account) => account !== own);
}
