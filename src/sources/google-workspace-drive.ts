import { type Draft, notOurs, type PassedOver } from './draft.ts';
import type { Fields } from './fields.ts';
import { type Act, common, word } from './google-workspace-activity.ts';
import { DRIVE, OTHER_STORES, OUTSIDE } from './google-workspace-events.ts';

/** Google Workspace: files that move in Drive and in the applications that keep files of their own. */

export function otherTransfer(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const store = OTHER_STORES[fields.text('/id/applicationName') ?? ''];
  const operation = store !== undefined && Object.hasOwn(store.names, event.name) ? store.names[event.name] : undefined;
  if (store === undefined || operation === undefined) return notOurs('no transfer');
  return {
    type: 'storage',
    ...common(fields, event, index),
    service: store.service,
    operation,
    count: 1,
    object: word(event, 'attachment_name') ?? word(event, 'ASSET_NAME') ?? word(event, 'products_requested'),
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

function isExternal(event: Act, owner: string | undefined): boolean | undefined {
  const change = word(event, 'visibility_change');
  if (change === 'external') return true;
  const receiver = word(event, 'new_owner') ?? word(event, 'target_user');
  if (receiver?.includes('@') === true && owner?.includes('@') === true) return domainOf(receiver) !== domainOf(owner);
  if (word(event, 'target_domain') === 'all') return true;
  if (change === 'internal') return false;
  const visibility = word(event, 'visibility');
  return visibility === undefined ? undefined : OUTSIDE.test(visibility);
}

/** Access that becomes "none" or "private" is the end of a share. */
function isTakenBack(event: Act): boolean {
  const value = word(event, 'new_value') ?? word(event, 'visibility');
  return value === 'none' || value === 'private';
}

export function drive(fields: Fields, event: Act, index: number): Draft | PassedOver {
  const name = event.name;
  const operation = Object.hasOwn(DRIVE, name) ? DRIVE[name] : undefined;
  if (operation === undefined) return notOurs('no transfer');
  if (operation === 'share' && isTakenBack(event)) return notOurs('share taken back');
  const bytes = Number(word(event, 'file_size') ?? word(event, 'doc_size') ?? Number.NaN);
  return {
    type: 'storage',
    ...common(fields, event, index),
    app: word(event, 'originating_app_id'),
    service: 'drive.google.com',
    operation,
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined,
    count: 1,
    object: word(event, 'doc_title'),
    external: operation === 'share' ? isExternal(event, fields.text('/actor/email')) : undefined,
  };
}
