import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesIn, lines, pathOf, rowsOf, run, TIMEOUT, temporaryFolder } from '../../test/support/commands.ts';
import { aLogin, anUpload } from '../../test/support/events.ts';
import { okta } from '../sources/okta.ts';
import { scenarioLines } from './scenario/visma.ts';

const folder = temporaryFolder();
const fileOf = filesIn(folder);
const partsOf = (file: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith('.part'));

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
    expect(code).toBe(1);
    expect(out).toMatch(/^No alerts/);
    expect(errors).toMatch(/^-:3: time: not an RFC 3339 time$/m);
    expect(errors).toMatch(/^-:4: not JSON/m);
    expect(errors).toMatch(/^1 event of 1 account in .*, 1 duplicate, 2 unreadable, 0 alerts$/m);
  });

  it('takes events that are dated ahead of now: a recording is as it is', TIMEOUT, async () => {
    const { errors } = await run('backtest', ['-'], lines(aLogin({ time: '2040-01-01T00:00:00Z' })));
    expect(errors).toMatch(/^1 event of 1 account/m);
  });

  it("says once what a vendor's records need first", TIMEOUT, async () => {
    const { errors } = await run('backtest', ['-'], `${JSON.stringify(okta.sampleRecord)}\n`.repeat(3));
    expect(errors.match(/these look like a vendor's records: npm run normalize/g)).toHaveLength(1);
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

  it('leaves a good file as it was when it fails or is interrupted', TIMEOUT, async () => {
    const out = fileOf('good.ndjson', 'the run before\n');
    const broken = fileOf('cut.gz', gzipSync(scenarioLines()).subarray(0, 40_000));
    const to = ['--format', 'ndjson', '--out', out];
    expect(await run('backtest', [broken, ...to])).toMatchObject({ code: 1 });

    const waiting = spawn(process.execPath, [pathOf('backtest'), '-', ...to]);
    waiting.stdin.write(lines(aLogin()));
    while (partsOf(out).length === 0) await sleep(20);
    waiting.kill('SIGINT');
    expect(await once(waiting, 'close')).toEqual([130, null]);

    expect(readFileSync(out, 'utf8')).toBe('the run before\n');
    expect(partsOf(out)).toEqual([]);
  });

  it('says in one line where its results cannot be written', TIMEOUT, async () => {
    const out = join(fileOf('a-file', ''), 'x');
    expect(await run('backtest', ['-', '--out', out])).toEqual({
      code: 1,
      out: '',
      errors: `${out}: cannot be written: there is a file where a folder should be\n`,
    });
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
