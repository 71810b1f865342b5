import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Logger } from 'splunk-logging';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorker, startLocalWorker } from '../../src/cli/local/worker.ts';
import { type CreatedTenant, createTenant } from '../../src/cli/start/client.ts';
import { SYSLOG_NG, startSyslogNg } from './syslog-ng.ts';

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

async function stats({ adminToken }: CreatedTenant): Promise<unknown> {
  const response = await fetch(`${worker.url}/v1/stats`, { headers: { Authorization: `Bearer ${adminToken}` } });
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
    expect(await stats(tenant)).toMatchObject({ sources: { default: { accepted: 3, rejected: 0 } } });
  });
});

describe("syslog-ng's http destination", () => {
  // A newcomer's laptop may not have it; CI installs it, and fails where it is missing.
  it.skipIf(SYSLOG_NG === undefined && process.env.CI === undefined)(
    'has the lines of a file taken as HEC events, in batches, once (passed over where syslog-ng is not installed)',
    { timeout: 60_000 },
    async () => {
      const own = await createTenant(worker.url, ROOT_TOKEN, 'syslog-ng');
      const lines = join(folder, 'app.log');
      const login = (id: string) =>
        JSON.stringify({ id, time: '2026-10-05T08:00:00Z', type: 'login', account: 'kari "ø" @example.com' });
      writeFileSync(lines, `${['s1', 's2', 's3'].map(login).join('\n')}\nsshd: a line of text\n`);
      const syslogNg = startSyslogNg(
        folder,
        `@version: 3.38
        source app { file("${lines}" flags(no-parse) follow-freq(0.2)); };
        destination meridian {
          http(
            url("${worker.url}/services/collector/event")
            method("POST")
            headers("Authorization: Splunk ${own.ingestToken}")
            body('$(format-json time=$S_UNIXTIME host=$HOST event=$MSG)')
            delimiter("\n") batch-lines(100) batch-timeout(300)
          );
        };
        log { source(app); destination(meridian); flags(flow-control); };`,
      );
      try {
        const taken = (accepted: number) => ({
          sources: {
            default: { accepted, duplicates: 0, rejected: 0 },
            'default/hec': { accepted: 0, passedOver: 1, rejected: 0 },
          },
        });
        const message = 'syslog-ng has delivered';
        await expect.poll(() => stats(own), { timeout: 20_000, message }).toMatchObject(taken(3));
        appendFileSync(lines, `${login('s4')}\n`);
        await expect.poll(() => stats(own), { timeout: 20_000, message }).toMatchObject(taken(4));
      } catch (error) {
        throw new Error(`syslog-ng said: ${syslogNg.log()}`, { cause: error });
      } finally {
        await syslogNg.stop();
      }
    },
  );
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
