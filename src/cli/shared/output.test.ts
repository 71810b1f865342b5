import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openOutput } from './output.ts';

const folder = mkdtempSync(join(tmpdir(), 'meridian-output-'));
const file = join(folder, 'report.html');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the output of a command', () => {
  beforeEach(() => {
    writeFileSync(file, 'the run before', { mode: 0o640 });
  });

  it('leaves a file as it was until the results are whole', async () => {
    const output = await openOutput(file);
    await output.write('half of ');
    expect(readFileSync(file, 'utf8')).toBe('the run before');
    await output.write('the results');
    await output.close();
    expect(readFileSync(file, 'utf8')).toBe('half of the results');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['report.html']);
  });

  it('goes where a link leads, and the link stays', async () => {
    const link = join(folder, 'link.html');
    symlinkSync(file, link);
    const output = await openOutput(link);
    await output.write('new');
    await output.close();
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readFileSync(link, 'utf8')).toBe('new');
    rmSync(link);
  });

  it('goes where a link leads though nothing is there yet', async () => {
    const [target, link, another] = ['target.html', 'link.html', 'another.html'].map((name) => join(folder, name));
    if (target === undefined || link === undefined || another === undefined) throw new Error('three names');
    symlinkSync('target.html', link);
    symlinkSync('link.html', another);
    const output = await openOutput(another);
    await output.write('new');
    await output.close();
    for (const each of [link, another]) expect(lstatSync(each).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
    for (const each of [target, link, another]) rmSync(each);
  });

  it('keeps what a file allows, whatever the mask of the process', async () => {
    chmodSync(file, 0o666);
    const output = await openOutput(file);
    await output.close();
    expect(statSync(file).mode & 0o777).toBe(0o666);
  });

  it('touches no file that has the name of what is written beside', async () => {
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, "somebody's");
    await expect(openOutput(file)).rejects.toThrow(`${file}: cannot be written`);
    expect(readFileSync(part, 'utf8')).toBe("somebody's");
    rmSync(part);
  });

  it('goes to a device as it comes', async () => {
    const output = await openOutput('/dev/null');
    await output.write('x');
    await output.close();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('says which file cannot be written', async () => {
    await expect(openOutput(folder)).rejects.toThrow(`${folder}: cannot be written: is a folder, not a file`);
    await expect(openOutput(join(file, 'x'))).rejects.toThrow('there is a file where a folder should be');
  });

  it.skipIf(!existsSync('/dev/full'))('says when there is no space left', async () => {
    const full = await openOutput('/dev/full');
    const write = async (): Promise<void> => {
      await full.write('x'.repeat(1_000_000));
      await full.close();
    };
    await expect(write()).rejects.toThrow('/dev/full: cannot be written: no space left');
  });
});
