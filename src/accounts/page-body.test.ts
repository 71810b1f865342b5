import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodiesOf, changePage, findInPage, linesOf } from './page-body.ts';

const bodyOf = (entries: ReadonlyMap<string, string | undefined>, before = ''): string =>
  bodiesOf(changePage(before, entries), Number.POSITIVE_INFINITY).join('');

describe('a page', () => {
  it('gives back what was put in, whatever accounts are named', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('__proto__', '"a"\t', '\n', '\\', 'a\nb\tc', '\ud800'),
    );
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), fc.dictionary(name, fc.string()), (first, second) => {
        const one = new Map(Object.entries(first).map(([key, text]) => [key, JSON.stringify({ text })]));
        const two = new Map(Object.entries(second).map(([key, text]) => [key, JSON.stringify({ text })]));
        const body = bodyOf(two, bodyOf(one));
        const all = new Map([...one, ...two]);
        expect(linesOf(body)).toHaveLength(all.size);
        for (const [account, text] of all) expect(findInPage(body, account)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('does not take one account for another whose name it ends with or holds', () => {
    const body = bodyOf(
      new Map([
        ['xola', '{"a":1}'],
        ['ola"\tx', '{"b":"\\"ola\\"\\t"}'],
      ]),
    );
    expect(findInPage(body, 'ola')).toBeUndefined();
    expect(findInPage(body, 'xola')).toBe('{"a":1}');
  });

  it('loses an account that is taken out, and no other', () => {
    const body = bodyOf(
      new Map([
        ['ola', '{}'],
        ['kari', '{}'],
      ]),
    );
    expect(bodyOf(new Map([['ola', undefined]]), body)).toBe('\n"kari"\t{}');
  });

  it('is cut into rows between lines', () => {
    const lines = changePage('', new Map(['a', 'b', 'c'].map((name) => [name, '{"x":1}'])));
    expect(bodiesOf(lines, 25)).toEqual(['\n"a"\t{"x":1}\n"b"\t{"x":1}', '\n"c"\t{"x":1}']);
    expect(bodiesOf(lines, 1)).toHaveLength(3);
    expect(bodiesOf([], 25)).toEqual(['']);
  });
});
