import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Alert } from '../../domain/alert.ts';
import { isLoud } from '../../domain/severity.ts';
import { SCENARIO } from '../local/folders.ts';
import { createSender } from '../replay/sender.ts';
import { replayFiles } from '../replay/stream.ts';
import { VICTIM } from '../scenario/people.ts';
import { Failure } from '../shared/command.ts';
import { createProgress, megabytes } from '../shared/progress.ts';
import { type CreatedTenant, createTenant, isAdmin, listAlerts } from './client.ts';
import { type DemoState, writeDemoState } from './demo-state.ts';

const TENANT = 'demo';
const BATCH_EVENTS = 500;
/** Findings travel from the shards to the tenant by an alarm. */
const ALERTS_WITHIN_MS = 20_000;
const POLL_MS = 250;

/** The demo tenant: the one of an earlier start where its state is still there, else a new one. */
export async function demoTenant(url: string, folder: string, state: DemoState): Promise<CreatedTenant> {
  if (state.tenant !== undefined && (await isAdmin(url, state.tenant.adminToken))) return state.tenant;
  const tenant = await createTenant(url, state.rootToken, TENANT);
  writeDemoState(folder, { ...state, tenant, replayed: false });
  return tenant;
}

/** Streams the Visma scenario into the tenant. Sent again after an interruption, nothing counts twice. */
export async function replayScenario(url: string, ingestToken: string): Promise<void> {
  const progress = createProgress(statSync(SCENARIO).size, { unit: 'MB', format: megabytes });
  const replayed = await replayFiles([SCENARIO], createSender({ url, token: ingestToken }), {
    batchEvents: BATCH_EVENTS,
    onBytes: progress.add,
    onBadLine: (place, reason) => process.stderr.write(`${place}: ${reason}\n`),
  }).finally(progress.stop);
  if (replayed.rejected > 0) throw new Failure(`${replayed.rejected} events of the scenario were rejected`);
}

/** The tenant's alerts, as soon as the expected ones are among them; or what came in time. */
export async function awaitAlerts(url: string, adminToken: string): Promise<Alert[]> {
  const deadlineMs = performance.now() + ALERTS_WITHIN_MS;
  for (;;) {
    const alerts = await listAlerts(url, adminToken);
    if (missing(alerts) === undefined || performance.now() > deadlineMs) return alerts;
    await sleep(POLL_MS);
  }
}

/** What the scenario's alerts lack of what they must show; undefined where they are as expected. */
export function missing(alerts: readonly Alert[]): string | undefined {
  const loud = alerts.filter(({ severity }) => isLoud(severity));
  const strangers = loud.filter(({ account }) => account !== VICTIM);
  if (strangers.length > 0) return `no alert on ${strangers.map(({ account }) => account).join(', ')} was expected`;
  const has = (detection: string, severity?: string): boolean =>
    loud.some((alert) =>
      alert.findings.some((one) => one.detection === detection && (severity ?? one.severity) === one.severity),
    );
  if (!has('operator-zone-shift')) return `an alert on ${VICTIM} with operator-zone-shift was expected`;
  if (!has('takeover-then-exfiltration', 'critical'))
    return `a critical alert on ${VICTIM} with takeover-then-exfiltration was expected`;
  return undefined;
}
