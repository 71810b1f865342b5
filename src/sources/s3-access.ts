import type { StorageOperation } from '../domain/event.ts';
import { accountOfArn } from './aws-principal.ts';
import { S3 } from './cloudtrail-events.ts';
import { notOurs, type Reading } from './draft.ts';
import type { Fields } from './fields.ts';

/** S3 server access logs, as collectors write their fields in JSON: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html. */

const VERBS: Readonly<Record<string, StorageOperation>> = {
  GET: 'download',
  PUT: 'upload',
  POST: 'upload',
  COPY: 'upload',
  DELETE: 'delete',
  SOFTDELETE: 'delete',
};

/** Requesters that are Amazon: services by their principal, and S3 itself when a lifecycle rule expires objects. */
const VENDORS_OWN = /^(?:svc:|amazons3$)/;

export function serverAccess(fields: Fields, operation: string): Reading {
  const [, verb = '', resource = ''] = /^(?:REST|S3|SOAP)\.([A-Z]+)\.?([A-Z_]*)/.exec(operation) ?? [];
  const isObject = resource.startsWith('OBJECT') || resource === 'PART' || verb === 'EXPIRE';
  const what = operation === 'S3.CREATE.DELETEMARKER' ? 'delete' : isObject ? VERBS[verb] : undefined;
  if (what === undefined) return notOurs('no transfer');
  if ((fields.number('/httpstatus') ?? 200) >= 400) return notOurs('refused');
  const requester = fields.account('/requester');
  if (requester !== undefined && VENDORS_OWN.test(requester)) return notOurs("the vendor's own account");
  return {
    type: 'storage',
    id: fields.text('/requestid'),
    time: fields.time('/time'),
    account: requester === undefined ? undefined : accountOfArn(requester),
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
