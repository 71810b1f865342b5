import { expect, it } from 'vitest';
import { cloudtrail } from './cloudtrail.ts';
import { ocsf } from './ocsf.ts';

const ARN = 'arn:aws:iam::111122223333:user/ola';
const GET = {
  class_uid: 6003,
  activity_id: 2,
  time: 1_772_439_249_512,
  status_id: 1,
  metadata: { uid: 'u-1', product: { name: 'CloudTrail', vendor_name: 'AWS' } },
  api: { operation: 'GetObject', service: { name: 's3.amazonaws.com' }, response: { error: null, message: null } },
  actor: { invoked_by: null, user: { type: 'IAMUser', name: 'ola', uid: ARN, account: { uid: '111122223333' } } },
  src_endpoint: { ip: '192.0.2.10' },
  unmapped: { additionalEventData: { bytesTransferredOut: 52_428_800 } },
  resources: [{ uid: 'arn:aws:s3:::example-reports/2026/budget.parquet' }],
};

it('spells an account of Amazon as CloudTrail’s own records do, in logins and in calls', () => {
  const login = {
    class_uid: 3002,
    activity_id: 1,
    time: 1_772_439_249_512,
    status_id: 1,
    metadata: { uid: 'u-2', product: { name: 'CloudTrail' } },
    user: { uid: ARN, uid_alt: 'AIDAEXAMPLE' },
  };
  const own = {
    eventID: 'e-1',
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
    eventTime: '2026-03-02T08:14:09Z',
    userIdentity: { type: 'IAMUser', arn: ARN, userName: 'ola' },
  };
  const accounts = [ocsf.normalise(GET), ocsf.normalise(login), cloudtrail.normalise(own)].map((outcome) =>
    outcome.kind === 'events' ? outcome.events[0]?.account : outcome,
  );
  expect(accounts).toEqual([ARN, ARN, ARN]);
});

it('names the field of an account of Amazon that is no account', () => {
  const user = { ...GET.actor.user, uid: `arn:aws:iam::111122223333:user/${'o'.repeat(2_000)}` };
  expect(ocsf.normalise({ ...GET, actor: { user } })).toMatchObject({ reject: { path: '/actor/user/uid' } });
});

it('reads the bytes of a call where its producer nests them', () => {
  expect(ocsf.normalise(GET)).toMatchObject({ events: [{ operation: 'download', bytes: 52_428_800 }] });
});

it('passes over what a service did for an account, and what was refused', () => {
  const byService = { ...GET, actor: { ...GET.actor, invoked_by: 'athena.amazonaws.com' } };
  expect(ocsf.normalise(byService)).toEqual({ kind: 'not-ours', why: 'no person' });
  const refused = { ...GET, status_id: 99, api: { ...GET.api, response: { error: 'AccessDenied' } } };
  expect(ocsf.normalise(refused)).toEqual({ kind: 'not-ours', why: 'refused' });
});
