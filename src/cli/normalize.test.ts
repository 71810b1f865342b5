import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesIn, lines, rowsOf, run, TIMEOUT, temporaryFolder } from '../../test/support/commands.ts';
import { okta } from '../sources/okta.ts';

const folder = temporaryFolder();
const fileOf = filesIn(folder);

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

  it('says where records seem to be wrapped', TIMEOUT, async () => {
    const wrapped = fileOf('wrapped.jsonl', lines({ from: 'a collector', event: okta.sampleRecord }));
    const [outer, inner] = await Promise.all([
      run('normalize', ['--vendor', 'okta', wrapped]),
      run('normalize', ['--vendor', 'okta', wrapped, '--field', 'event']),
    ]);
    expect(outer.errors).toMatch(/^the field event of these lines holds such records: try --field event$/m);
    expect(inner.errors).toBe('1 record, 1 event, 0 unreadable\n');
  });

  it('counts events that it dates by the moment of the run, and explains their time', TIMEOUT, async () => {
    const { published: _, ...timeless } = JSON.parse(record);
    const file = fileOf('timeless.ndjson', lines(timeless, okta.sampleRecord));
    const [counted, explained] = await Promise.all([
      run('normalize', ['--vendor', 'okta', file]),
      run('normalize', ['--vendor', 'okta', '--explain', file]),
    ]);
    expect(counted.errors).toMatch(/^1 event has no time of its own and was dated by this moment$/m);
    expect(explained.out.match(/time +".*" {2}\(none in the record; time of arrival\)/g)).toHaveLength(1);
  });

  it('says what is wrong with its files', TIMEOUT, async () => {
    const [aFolder, noMapping] = await Promise.all([
      run('normalize', ['--vendor', 'okta', folder]),
      run('normalize', ['--vendor', 'custom', '--mapping', join(folder, 'absent'), '-']),
    ]);
    expect(aFolder).toMatchObject({ code: 1, errors: `${folder}: is a folder, not a file\n` });
    expect(noMapping).toMatchObject({ code: 2, errors: `${join(folder, 'absent')}: no such file\n` });
  });
});
