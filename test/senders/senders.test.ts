import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Logger } from 'splunk-logging';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorker, startLocalWorker } from '../../src/cli/local/worker.ts';
import { type CreatedTenant, createTenant } from '../../src/cli/start/client.ts';

/** Real senders, and senders' real sizes, against the Worker as it runs on this machine. */

const ROOT_TOKEN = 'root-token-of-the-tests';
const LOGPUSH_RECORDS = 100_000;
/**
 * JavaScript heap that the runtime is given, objects of the tenant and its accounts included; past it workerd dies. Half of a
 * Worker's 128 MB: what lies outside this heap (tables, buffers, SQLite) is not limited so, and needs the other half.
 */
const HEAP_LIMIT_MB = 64;

const folder = mkdtempSync(join(tmpdir(), 'meridian-senders-'));
let worker: LocalWorker;
let tenant: CreatedTenant;

beforeAll(async () => {
  process.env.MINIFLARE_WORKERD_V8_FLAGS = `--max-heap-size=${HEAP_LIMIT_MB}`;
  worker = await startLocalWorker({ port: 0, folder, rootToken: ROOT_TOKEN });
  tenant = await createTenant(worker.url, ROOT_TOKEN, 'senders');
}, 120_000);

afterAll(async () => {
  await worker?.stop();
  delete process.env.MINIFLARE_WORKERD_V8_FLAGS;
  rmSync(folder, { recursive: true, force: true });
});

async function stats(): Promise<unknown> {
  const response = await fetch(`${worker.url}/v1/stats`, { headers: { Authorization: `Bearer ${tenant.adminToken}` } });
  return response.json();
}

describe("Splunk's own client", () => {
  it('has its events taken, one by one and in batches', { timeout: 60_000 }, async () => {
    const logger = new Logger({ token: tenant.ingestToken, url: worker.url, maxBatchCount: 3 });
    const failures: Error[] = [];
    logger.error = (error) => failures.push(error);
    const login = (id: string) => ({
      message: { id, time: '2026-10-05T08:00:00Z', type: 'login', account: 'ola@example.com' },
      metadata: { sourcetype: 'meridian', host: 'forwarder.example.com' },
    });
    const answer = await new Promise((resolve, reject) => {
      logger.send(login('1'));
      logger.send(login('2'));
      logger.send(login('3'), (error, _response, body) => (error === null ? resolve(body) : reject(error)));
    });
    expect(answer).toEqual({ text: 'Success', code: 0 });
    expect(failures).toEqual([]);
    expect(await stats()).toMatchObject({ sources: { 'default/hec': { accepted: 3, rejected: 0 } } });
  });
});

describe('Cloudflare Logpush', () => {
  it('has a gzip batch of 100,000 records taken within half the memory of a Worker', { timeout: 300_000 }, async () => {
    const body = gzipSync(Array.from({ length: LOGPUSH_RECORDS }, (_, index) => gatewayRecord(index)).join(''), {
      level: 1,
    });
    const response = await fetch(`${worker.url}/v1/ingest/cloudflare?token=${tenant.ingestToken}`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' },
      body,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ accepted: LOGPUSH_RECORDS, duplicates: 0, rejectedCount: 0 });
  });
});

function gatewayRecord(index: number): string {
  return `${JSON.stringify({
    AccountID: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    Action: 'allow',
    Datetime: new Date(Date.UTC(2026, 9, 5) + index * 500).toISOString(),
    DestinationIP: '198.51.100.20',
    DeviceID: `a1b2c3d4-0000-4000-8000-${String(index % 2_000).padStart(12, '0')}`,
    Email: `user${index % 2_000}@example.com`,
    FileInfo: { files: [{ file_name: `report-${index}.zip`, file_size: 40_000 + (index % 977), direction: 'upload' }] },
    HTTPHost: 'content.dropboxapi.com',
    HTTPMethod: 'POST',
    RequestID: `1884fd9aaf00003fdd9a${String(index).padStart(12, '0')}`,
    SourceIP: '192.0.2.10',
    URL: 'https://content.dropboxapi.com/2/files/upload',
    UserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  })}\n`;
}
