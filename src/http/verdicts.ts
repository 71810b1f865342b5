import { objectNameOf, shardTable } from '../accounts/routing.ts';
import type { FingerprintNames } from '../detection/fingerprint.ts';
import type { Alert, Verdict } from '../domain/alert.ts';
import { fingerprintsOf } from '../domain/evidence.ts';
import type { TenantSettings } from '../domain/tenant.ts';
import { parseInstant } from '../domain/time.ts';
import type { Env } from './env.ts';
import { onShard } from './objects.ts';

/** Tells the account's baseline what an alert was. Taught twice it knows the same. */
export async function teach(
  env: Env,
  tenant: string,
  settings: TenantSettings,
  alert: Alert,
  { verdict, until }: Verdict,
): Promise<void> {
  const name = objectNameOf(tenant, shardTable(settings.shards), alert.account);
  const untilMs = parseInstant(until ?? '');
  const said = {
    verdict,
    detections: [...new Set(alert.findings.map((finding) => finding.detection))],
    fingerprints: namedBy(alert),
    fromMs: Date.parse(alert.openedAt),
    toMs: Date.parse(alert.lastSeenAt),
    ...(untilMs !== undefined && { untilMs }),
  };
  await onShard(env, name, (stub) => stub.verdict(alert.account, said));
}

/** What is context only may be the owner's own: a new laptop of his is told in the same alert. */
const namedBy = ({ findings }: Alert): readonly FingerprintNames[] =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .flatMap(({ evidence }) => fingerprintsOf(evidence))
    .map(({ network, client }) => ({ network, client }));
