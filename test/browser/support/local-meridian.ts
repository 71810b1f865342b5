import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startLocalWorker } from '../../../src/cli/local/worker.ts';
import type { Alert } from '../../../src/domain/alert.ts';

const ROOT_TOKEN = 'root-token-of-the-browser-tests';
export const SCENARIO = fileURLToPath(new URL('../../../fixtures/scenarios/visma-2018.ndjson', import.meta.url));

/** A Meridian on this machine with one tenant, and what tests do with it. */
export interface LocalMeridian {
  readonly origin: string;
  readonly adminToken: string;
  /** Sends events as NDJSON; fails unless they are taken. */
  readonly send: (body: string | Readable) => Promise<void>;
  /** The first alert that `wanted` accepts; the tenant learns of findings within seconds. */
  readonly alert: (wanted: (alert: Alert) => boolean) => Promise<Alert>;
  readonly stop: () => Promise<void>;
}

export async function startMeridian(tenant: string): Promise<LocalMeridian> {
  const folder = await mkdtemp(join(tmpdir(), 'meridian-browser-'));
  const worker = await startLocalWorker({ port: 0, folder, rootToken: ROOT_TOKEN });
  const call = async (path: string, token: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers };
    const response = await fetch(`${worker.url}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const created = await call('/v1/tenants', ROOT_TOKEN, { method: 'POST', body: JSON.stringify({ tenant }) });
  const { adminToken, ingestToken } = (await created.json()) as { adminToken: string; ingestToken: string };

  const send = async (body: string | Readable): Promise<void> => {
    const streamed = body instanceof Readable ? { body: Readable.toWeb(body), duplex: 'half' } : { body };
    const headers = { 'content-type': 'application/x-ndjson' };
    const answer = await call('/v1/events', ingestToken, { method: 'POST', headers, ...streamed } as RequestInit);
    const { rejected } = (await answer.json()) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected.slice(0, 3))}`);
  };

  const alert = async (wanted: (alert: Alert) => boolean): Promise<Alert> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const { alerts } = (await (await call('/v1/alerts?limit=100', adminToken)).json()) as { alerts: Alert[] };
      const found = alerts.find(wanted);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
    throw new Error('the alert did not come within a minute');
  };

  const stop = async (): Promise<void> => {
    await worker.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { origin: worker.url, adminToken, send, alert, stop };
}

export const scenario = (): Readable => createReadStream(SCENARIO);
