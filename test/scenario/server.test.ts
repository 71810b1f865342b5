import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backtestRows } from '../../src/cli/backtest/rows.ts';
import { type LocalWorker, startLocalWorker } from '../../src/cli/local/worker.ts';
import { createSender, type Sender } from '../../src/cli/replay/sender.ts';
import { vismaScenario } from '../../src/cli/scenario/visma.ts';
import { type CreatedTenant, createTenant, listAlerts } from '../../src/cli/start/client.ts';
import { openLocalTables } from '../../src/cli/tables/local.ts';
import type { Alert } from '../../src/domain/alert.ts';

const BATCH_EVENTS = 300;
const TENANT = 'compared';
const DELIVERED_WITHIN_MS = 30_000;
const events = vismaScenario();

/** What of an alert must be the same wherever its events were folded: all of it. */
const inOrder = (alerts: readonly Alert[]): Alert[] => alerts.toSorted((one, other) => (one.id < other.id ? -1 : 1));

describe('the same events, in a backtest and through a server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'meridian-server-'));
  let worker: LocalWorker;
  let tenant: CreatedTenant;
  let send: Sender;
  let expected: readonly Alert[];

  async function sendAll(): Promise<{ accepted: number; duplicates: number }> {
    const sum = { accepted: 0, duplicates: 0 };
    for (let from = 0; from < events.length; from += BATCH_EVENTS) {
      const answer = await send(events.slice(from, from + BATCH_EVENTS).map((event) => JSON.stringify(event)));
      sum.accepted += answer.accepted;
      sum.duplicates += answer.duplicates;
    }
    return sum;
  }

  beforeAll(async () => {
    const backtest = backtestRows(events, { tenant: TENANT, tables: await openLocalTables() });
    expected = inOrder(backtest.engine.alerts());
    worker = await startLocalWorker({ port: 0, folder, rootToken: 'root-token-of-the-tests' });
    tenant = await createTenant(worker.url, 'root-token-of-the-tests', TENANT);
    send = createSender({ url: worker.url, token: tenant.ingestToken });
  }, 120_000);

  afterAll(async () => {
    await worker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('raise the same alerts: ids, severities, titles, findings and all', { timeout: 120_000 }, async () => {
    expect(await sendAll()).toEqual({ accepted: events.length, duplicates: 0 });
    expect(expected.some(({ severity }) => severity === 'critical')).toBe(true);
    let raised: Alert[] = [];
    const deadlineMs = Date.now() + DELIVERED_WITHIN_MS;
    const findings = (alerts: readonly Alert[]): number => alerts.reduce((sum, alert) => sum + alert.findingCount, 0);
    do {
      await sleep(250);
      raised = inOrder(await listAlerts(worker.url, tenant.adminToken));
    } while (findings(raised) < findings(expected) && Date.now() < deadlineMs);
    const short = ({ id, account, severity, title, score, findingCount }: Alert) => ({
      id,
      account,
      severity,
      title,
      score,
      findingCount,
    });
    expect(raised.map(short)).toEqual(expected.map(short));
    expect(raised).toEqual(expected);
  });

  it('sent again, count once and raise nothing new', { timeout: 120_000 }, async () => {
    expect(await sendAll()).toEqual({ accepted: 0, duplicates: events.length });
    await sleep(1_000);
    expect(inOrder(await listAlerts(worker.url, tenant.adminToken)).map(({ id }) => id)).toEqual(
      expected.map(({ id }) => id),
    );
  });
});
