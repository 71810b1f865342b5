import * as v from 'valibot';
import { exactly } from '../domain/exact.ts';
import { DetectionSettings } from '../domain/settings.ts';
import { SettingsPatch, TenantSettings } from '../domain/tenant.ts';
import { ALERT_RETENTION_DAYS, CONTINUABLE_DAYS } from './constants.ts';

/** Settings of a tenant: those that the way of events needs, and those that are the Tenant's own business. */

const MOST_RETENTION_DAYS = 3_650;

/** No shorter than an alert may be continued, which would come back without what it was. */
const AlertRetentionDays = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(CONTINUABLE_DAYS),
  v.maxValue(MOST_RETENTION_DAYS),
  v.description(
    `Days that a resolved or false-positive alert is kept after its last change; ${ALERT_RETENTION_DAYS} until it is set. Open and acknowledged ones are kept.`,
  ),
);

const own = { alertRetentionDays: v.optional(AlertRetentionDays) };

/** As they are stored: what was never set is left out, so that it follows the default. */
export const StoredSettings = v.object({ ...TenantSettings.entries, ...own });
export type StoredSettings = v.InferOutput<typeof StoredSettings>;

export const StoredSettingsPatch = exactly({ ...SettingsPatch.entries, ...own });
export type StoredSettingsPatch = v.InferOutput<typeof StoredSettingsPatch>;

const { egressRanges, sanctionedStores } = DetectionSettings.entries;

/** As they are shown and applied: nothing is left out. Entries are unwrapped one by one: of `v.required` no JSON schema comes. */
export const EffectiveSettings = v.object({
  detection: v.object({ egressRanges: egressRanges.wrapped, sanctionedStores: sanctionedStores.wrapped }),
  shards: TenantSettings.entries.shards.wrapped,
  alertRetentionDays: AlertRetentionDays,
});
export type EffectiveSettings = v.InferOutput<typeof EffectiveSettings>;

export const effective = (stored: StoredSettings): EffectiveSettings => ({
  ...stored,
  alertRetentionDays: stored.alertRetentionDays ?? ALERT_RETENTION_DAYS,
});
