import { fail, ok, type Result } from '../domain/result.ts';
import { defined } from './defined.ts';
import type { MetaStore } from './meta-store.ts';
import { type EffectiveSettings, effective, type StoredSettings, type StoredSettingsPatch } from './settings.ts';
import type { TokenDesk } from './tokens/token-desk.ts';

/** Shows and changes the settings of a tenant. */
export class SettingsDesk {
  readonly #meta: MetaStore;
  readonly #tokens: TokenDesk;

  constructor(meta: MetaStore, tokens: TokenDesk) {
    this.#meta = meta;
    this.#tokens = tokens;
  }

  get(): EffectiveSettings {
    return effective(this.#meta.settings());
  }

  /** What is left out stays. Accounts lie where the number of shards put them: it is open until somebody routes by it. */
  patch(patch: StoredSettingsPatch, caller: string): Result<EffectiveSettings, 'shards-in-use' | 'revoked'> {
    if (!this.#tokens.isAdmin(caller)) return fail('revoked');
    const before = this.#meta.settings();
    const shards = patch.shards ?? before.shards;
    if (shards !== before.shards && this.#meta.hasSettledShards) return fail('shards-in-use');
    const detection = { ...before.detection, ...defined(patch.detection) };
    const alertRetentionDays = patch.alertRetentionDays ?? before.alertRetentionDays;
    const settings: StoredSettings = { shards, detection, ...defined({ alertRetentionDays }) };
    this.#meta.putSettings(settings);
    return ok(effective(settings));
  }
}
