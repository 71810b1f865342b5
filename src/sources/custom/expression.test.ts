import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';

async function evaluated(text: string, record: unknown): Promise<unknown> {
  const expression = compileExpression(text);
  if (!expression.ok) throw new Error(expression.error);
  return expression.value(record);
}

const members = (count: number) => Array.from({ length: count }, (_, index) => ({ index, kind: 'k'.repeat(20) }));

describe('an expression of a mapping', () => {
  it.each<[string, object, unknown]>([
    ["steps[kind='second'].name", { steps: [{ kind: 'first' }, { kind: 'second', name: 'push' }] }, 'push'],
    ["steps[kind='second'] ? 'mfa' : 'password'", { steps: [{ kind: 'second' }] }, 'mfa'],
    ["$lowercase($substringAfter(who, '\\\\'))", { who: 'EXAMPLE\\Ola' }, 'ola'],
    ["$split(who, '@')[0] & '@example.com'", { who: 'ola@old.example.com' }, 'ola@example.com'],
    ['who ~> $trim ~> $lowercase()', { who: ' Ola ' }, 'ola'],
    ["who.$replace('EXAMPLE-', '')", { who: 'EXAMPLE-ola' }, 'ola'],
    ["$join(path, '/')", { path: ['a', 'b'] }, 'a/b'],
    ["$lookup({'0': 'success', '1': 'failure'}, $string(code))", { code: 1 }, 'failure'],
    [
      '$fromMillis($toMillis(date & "T" & clock & "Z") + 3600000)',
      { date: '2026-03-02', clock: '08:14:09' },
      '2026-03-02T09:14:09.000Z',
    ],
    ["targets[kind in ['app', 'service']].name", { targets: [{ kind: 'app', name: 'crm' }] }, 'crm'],
    ["mail ?? name ?: 'nobody'", { name: 'ola' }, 'ola'],
    ['$exists(error) and $not($contains(error, "retry"))', { error: 'denied' }, true],
    [
      'steps^(>at)[0].name',
      {
        steps: [
          { at: 1, name: 'old' },
          { at: 2, name: 'new' },
        ],
      },
      'new',
    ],
    ['$count(**.mail)', { a: { mail: 1 }, b: { c: { mail: 2 } } }, 2],
    ['list[kind = $$.wanted].index', { list: [...members(40), { index: 'x', kind: 'w' }], wanted: 'w' }, 'x'],
    ['list[index = 400].kind', { list: members(500) }, 'k'.repeat(20)],
  ])('%s reads %j as %j', async (text, record, value) => {
    expect(await evaluated(text, record)).toEqual(value);
  });

  it.each<[string, string, object]>([
    ['doubles a text at each step', `(x & x)${'.($ & $)'.repeat(100)}`, { x: 'abcdefghij' }],
    ['sets a large text end to end', Array(250).fill('x').join('&'), { x: 'x'.repeat(10_000) }],
    ['makes a long text of a short one', `$replace(x, "x", "${'y'.repeat(64)}")`, { x: 'x'.repeat(16_000) }],
    ['walks lists within lists', 'x.($$.x.($$.x.($$.x.(nothing))))', { x: members(1_000) }],
    ['compares large lists again and again', 'x[$$.y = $$.y].index', { x: members(1_000), y: members(10_000) }],
    ['takes all that is under all', '$count(**.**.**.**)', { x: members(300) }],
    ['writes the record for each member', 'x.$length($string($$))', { x: members(1_000) }],
    ['makes a list of large lists', `$count([${Array(300).fill('x').join()}])`, { x: members(10_000) }],
    ['takes up a text that no field holds', '$length(x)', { x: 'x'.repeat(1_000_000) }],
  ])('finds nothing when it %s, and is stopped early', async (_, text, record) => {
    const startMs = performance.now();
    expect(await evaluated(text, record)).toBeUndefined();
    // Seconds to minutes before; a tenth of a second on a quiet machine.
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('does not pay for what another run has cost', async () => {
    const record = { list: members(500) };
    for (let run = 0; run < 20; run += 1) expect(await evaluated('list[index = 400].index', record)).toBe(400);
    const both = await Promise.all([
      evaluated('list[index = 400].index', record),
      evaluated('$count(**.**.**)', record),
    ]);
    expect(both[0]).toBe(400);
  });
});
