import { accountOf, type Fields } from './fields.ts';
import { SUSPICIOUS } from './google-workspace-events.ts';
import { isObject } from './pointer.ts';

/** What all activities of the Reports API have in common, however a collector hands them on. */

/** One of an activity's events, with its parameters by name: the API's list of typed values, or an object as collectors flatten it. */
export interface Act {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, unknown>;
}

export function actOf(event: Fields): Act {
  const listed = event.at('/parameters');
  const parameters = new Map<string, unknown>(isObject(listed) ? Object.entries(listed) : []);
  for (const one of Array.isArray(listed) ? event.list('/parameters') : []) {
    const name = one.text('/name');
    if (name !== undefined)
      parameters.set(name, one.at('/value') ?? one.at('/multiValue') ?? one.at('/boolValue') ?? one.at('/intValue'));
  }
  return { name: event.text('/name')?.trim() ?? '', parameters };
}

export function word(act: Act, name: string): string | undefined {
  const value = act.parameters.get(name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : typeof first === 'number' ? String(first) : undefined;
}

export function common(fields: Fields, event: Act, index: number) {
  const affected = accountOf(word(event, 'affected_email_address'));
  const actor = fields.account('/actor/email');
  return {
    id: idOf(fields, event, index),
    time: fields.time('/id/time', '/time'),
    // A warning is about the affected user, whoever set it off.
    account: (SUSPICIOUS.has(event.name) ? affected : undefined) ?? actor ?? affected ?? profileOf(fields),
    ip: fields.address('/ipAddress', '/networkInfo/ipAddress'),
    geo: fields.geo({
      country: '/networkInfo/regionCode',
      region: '/networkInfo/subdivisionCode',
      asn: '/networkInfo/ipAsn/0',
    }),
    userAgent: word(event, 'user_agent'),
  };
}

/** The profile that stands for everybody who is not logged in, says the reference of the API. */
const NO_PROFILE = '105250506097979753968';

/** A user without an address. */
function profileOf(fields: Fields): string | undefined {
  const profile = accountOf(fields.text('/actor/profileId'));
  return profile === NO_PROFILE ? undefined : profile;
}

/** Collectors that make a record of each event leave all of an activity's events its one qualifier: what tells them apart is added. */
function idOf(fields: Fields, event: Act, index: number): string | undefined {
  const id = fields.text('/id/uniqueQualifier', '/id/uniqQualifier');
  if (id === undefined) return undefined;
  const application = fields.text('/id/applicationName') ?? '';
  const part = fields.has('/events')
    ? index === 0
      ? []
      : [String(index)]
    : [event.name, word(event, 'doc_id'), word(event, 'target_user')].filter((one) => one !== undefined);
  return [application, id, ...part].join('/');
}
