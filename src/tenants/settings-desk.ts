import { fail, ok, type Result } from '../domain/result.ts';
import type { SettingsPatch, TenantSettings } from '../domain/tenant.ts';
import { defined } from './defined.ts';
import type { IntakeDesk } from './intake/intake-desk.ts';
import type { MetaStore } from './meta-store.ts';
import type { TokenDesk } from './tokens/token-desk.ts';

/** Shows and changes the settings of a tenant. */
export class SettingsDesk {
  readonly #meta: MetaStore;
  readonly #intake: IntakeDesk;
  readonly #tokens: TokenDesk;

  constructor(meta: MetaStore, intake: IntakeDesk, tokens: TokenDesk) {
    this.#meta = meta;
    this.#intake = intake;
    this.#tokens = tokens;
  }

  get(): TenantSettings {
    return this.#meta.settings();
  }

  /** What is left out stays. Accounts lie where the number of shards put them: it is open until the first event. */
  patch(patch: SettingsPatch, caller: string): Result<TenantSettings, 'shards-in-use' | 'revoked'> {
    if (!this.#tokens.isAdmin(caller)) return fail('revoked');
    const before = this.#meta.settings();
    const shards = patch.shards ?? before.shards;
    if (shards !== before.shards && this.#intake.hasEvents()) return fail('shards-in-use');
    const settings: TenantSettings = { shards, detection: { ...before.detection, ...defined(patch.detection) } };
    this.#meta.putSettings(settings);
    return ok(settings);
  }
}
