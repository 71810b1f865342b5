import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { aLogin, anUpload } from '../../test/support/events.ts';
import { okta } from '../sources/okta.ts';
import { PROJECT } from './local/folders.ts';
import { scenarioLines } from './scenario/visma.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TIMEOUT = { timeout: 60_000 };
const pathOf = (command: string): string => join(PROJECT, 'src', 'cli', `${command}.ts`);
const fileOf = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}
const run = (command: string, parameters: readonly string[], input = ''): Promise<Ended> =>
  new Promise((resolve) => {
    const child: ChildProcess = execFile(
      process.execPath,
      [pathOf(command), ...parameters],
      { maxBuffer: 64_000_000 },
      (error, out, errors) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errors }),
    );
    child.stdin?.end(input);
  });
const rowsOf = (out: string): Record<string, unknown>[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('npm run backtest', () => {
  it('prints one finding or alert change a line, in the same order each time, gzip or not', TIMEOUT, async () => {
    const plain = fileOf('visma.ndjson', scenarioLines());
    const packed = fileOf('visma.ndjson.gz', gzipSync(scenarioLines()));
    const [one, other] = await Promise.all([
      run('backtest', [plain, '--format', 'ndjson']),
      run('backtest', [packed, '--format', 'ndjson']),
    ]);
    expect(one.code).toBe(0);
    expect(other.out).toBe(one.out);
    const rows = rowsOf(one.out);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(row).toMatchObject({
        account: expect.stringMatching(/@example\.com$/),
        time: expect.stringMatching(/^2018-.*Z$/),
        severity: expect.stringMatching(/^(info|low|medium|high|critical)$/),
        detection: expect.any(String),
        alert: expect.stringMatching(/^alr_/),
      });
    }
    expect(rows.some((row) => row.severity === 'critical')).toBe(true);
  });

  it('reads standard input, counts duplicates, and names lines that it cannot read', TIMEOUT, async () => {
    const event = aLogin();
    const input = `${lines(event, event, { ...event, time: 'never' })}not json\n\n`;
    const { code, out, errors } = await run('backtest', ['-'], input);
    expect(code).toBe(0);
    expect(out).toMatch(/^No alerts/);
    expect(errors).toMatch(/^-:3: time: not an RFC 3339 time$/m);
    expect(errors).toMatch(/^-:4: not JSON/m);
    expect(errors).toMatch(/1 events of 1 accounts .* 1 duplicates, 2 unreadable, 0 alerts/);
  });

  it('takes events that are dated ahead of now: a recording is as it is', TIMEOUT, async () => {
    const { errors } = await run('backtest', ['-'], lines(aLogin({ time: '2040-01-01T00:00:00Z' })));
    expect(errors).toMatch(/1 events of 1 accounts/);
  });

  it('names twenty bad lines, counts the rest, and fails where nothing was readable', TIMEOUT, async () => {
    const { code, errors } = await run('backtest', ['-'], 'x\n'.repeat(25));
    expect(code).toBe(1);
    expect(errors.match(/^-:\d+: not JSON/gm)).toHaveLength(20);
    expect(errors).toMatch(/and 5 more lines/);
    expect(errors).toMatch(/nothing in these files could be read/);
  });

  it('writes a page to a file', TIMEOUT, async () => {
    const out = join(folder, 'report.html');
    const { code } = await run('backtest', [
      fileOf('few.ndjson', lines(aLogin(), anUpload())),
      '--format',
      'html',
      '--out',
      out,
    ]);
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('ends quietly when its reader has enough', TIMEOUT, async () => {
    const child = spawn(process.execPath, [
      pathOf('backtest'),
      fileOf('long.ndjson', scenarioLines()),
      '--format',
      'ndjson',
    ]);
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, errors: errors.match(/EPIPE|Error|at .*\.ts/) }).toEqual({ code: 0, errors: null });
  });

  it('says what is wrong with its arguments (exit code 2) and with its files (1)', TIMEOUT, async () => {
    const [none, format, absent, aFolder, help] = await Promise.all([
      run('backtest', []),
      run('backtest', ['x', '--format', 'pdf']),
      run('backtest', [join(folder, 'absent')]),
      run('backtest', [folder]),
      run('backtest', ['--help']),
    ]);
    expect(none).toMatchObject({ code: 2, errors: expect.stringMatching(/missing required argument 'file'/) });
    expect(format).toMatchObject({ code: 2, errors: expect.stringMatching(/Allowed choices are table, ndjson, html/) });
    expect(absent).toMatchObject({ code: 1, errors: expect.stringMatching(/absent: no such file\n$/) });
    expect(aFolder).toMatchObject({ code: 1, errors: expect.stringMatching(/is a folder, not a file\n$/) });
    expect(help).toMatchObject({ code: 0, out: expect.stringMatching(/Usage: npm run backtest -- /) });
  });
});

describe('npm run normalize', () => {
  const record = JSON.stringify(okta.sampleRecord);

  it("turns a vendor's lines into normal events", TIMEOUT, async () => {
    const { code, out } = await run('normalize', ['--vendor', 'okta', fileOf('okta.ndjson', `${record}\n`)]);
    expect(code).toBe(0);
    expect(rowsOf(out)).toMatchObject([{ type: 'login', account: expect.any(String) }]);
  });

  it('reads a document, an envelope in gzip, and a nested field', TIMEOUT, async () => {
    const document = fileOf('okta.json', JSON.stringify([okta.sampleRecord, okta.sampleRecord], null, 2));
    const nested = fileOf('nested.ndjson.gz', gzipSync(lines({ event: okta.sampleRecord }, { other: 1 })));
    const [whole, field] = await Promise.all([
      run('normalize', ['--vendor', 'okta', document]),
      run('normalize', ['--vendor', 'okta', '--field', 'event', nested]),
    ]);
    expect(rowsOf(whole.out)).toHaveLength(2);
    expect(rowsOf(field.out)).toHaveLength(1);
    expect(field).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/nested\.ndjson\.gz:2: there is no field event/),
    });
  });

  it('names what it cannot read by line and field, and exits with 1', TIMEOUT, async () => {
    const broken = record.replace(/"published":"[^"]*"/, '"published":"yesterday"');
    const { code, out, errors } = await run('normalize', ['--vendor', 'okta', '-'], `${record}\n${broken}\n{"half":\n`);
    expect(code).toBe(1);
    expect(rowsOf(out)).toHaveLength(1);
    expect(errors).toMatch(/^-:2: \/published: not a time$/m);
    expect(errors).toMatch(/^-:3: not JSON$/m);
  });

  it('explains which field became which', TIMEOUT, async () => {
    const { out } = await run('normalize', ['--vendor', 'okta', '--explain', '-'], record);
    expect(out).toMatch(/^-:1: 1 event$/m);
    expect(out).toMatch(/^ {2}account +".*" {2}\/actor\/alternateId$/m);
  });

  it('tries a mapping before a source is made of it', TIMEOUT, async () => {
    const line = '{"at":"2026-10-05T08:00:00Z","who":{"mail":"Ola@Example.com"},"ok":false}\n';
    const good = fileOf('mapping.json', '{"time":"/at","account":"/who/mail","outcome":{"pointer":"/ok"}}');
    const bad = fileOf('bad-mapping.json', '{"acount":"/who"}');
    const [taken, explained, refused, elsewhere] = await Promise.all([
      run('normalize', ['--vendor', 'custom', '--mapping', good, '-'], line),
      run('normalize', ['--vendor', 'custom', '--mapping', good, '--explain', '-'], line),
      run('normalize', ['--vendor', 'custom', '--mapping', bad, '-'], line),
      run('normalize', ['--vendor', 'okta', '--mapping', good, '-'], line),
    ]);
    expect(rowsOf(taken.out)).toMatchObject([{ account: 'ola@example.com', outcome: 'failure' }]);
    expect(explained.out).toMatch(/account +"ola@example.com" +\/who\/mail/);
    expect(refused).toMatchObject({ code: 2, errors: expect.stringContaining('/acount') });
    expect(elsewhere).toMatchObject({ code: 2, errors: expect.stringContaining('only the vendor custom') });
  });

  it('knows which vendors there are', TIMEOUT, async () => {
    const { code, errors } = await run('normalize', ['--vendor', 'acme', '-']);
    expect(code).toBe(2);
    expect(errors).toMatch(/no vendor is named acme; there are: .*okta/);
  });
});

describe('npm run replay', () => {
  it('refuses an address that is none, and wants a token', TIMEOUT, async () => {
    const [address, token] = await Promise.all([
      run('replay', ['-', '--url', 'nowhere', '--token', 'x']),
      run('replay', ['-', '--url', 'http://127.0.0.1:1']),
    ]);
    expect(address).toMatchObject({ code: 2, errors: 'nowhere is no address\n' });
    expect(token.code).toBe(2);
  });
});

describe('npm start', () => {
  const start = async (port: string): Promise<{ code: unknown; errors: string }> => {
    const child = spawn(process.execPath, [pathOf('start'), '--state', join(folder, 'state')], {
      env: { ...process.env, PORT: port },
    });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, errors };
  };

  it('refuses a port that is none, and says when one is taken', TIMEOUT, async () => {
    expect(await start('http')).toEqual({ code: 2, errors: 'PORT=http is no port; give a number of 0 to 65535\n' });
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    expect(await start(port)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(`port ${port} is in use; choose`),
    });
    other.close();
  });
});
