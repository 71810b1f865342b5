import * as v from 'valibot';
import { SettingsPatch, TenantSettings } from '../domain/tenant.ts';
import { ALERT_RETENTION_DAYS, CONTINUABLE_DAYS } from './constants.ts';

/** Settings as they are stored and shown: those that the way of events needs, and those that are the Tenant's own business. */

const MOST_RETENTION_DAYS = 3_650;

const own = {
  /** No shorter than an alert may be continued, which would come back without what it was. */
  alertRetentionDays: v.optional(
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.minValue(CONTINUABLE_DAYS),
      v.maxValue(MOST_RETENTION_DAYS),
      v.description(
        `Days that a resolved or false-positive alert is kept after its last change; ${ALERT_RETENTION_DAYS} if left out. Open and acknowledged ones are kept.`,
      ),
    ),
  ),
};

export const StoredSettings = v.object({ ...TenantSettings.entries, ...own });
export type StoredSettings = v.InferOutput<typeof StoredSettings>;

export const StoredSettingsPatch = v.object({ ...SettingsPatch.entries, ...own });
export type StoredSettingsPatch = v.InferOutput<typeof StoredSettingsPatch>;
