import { describe, expect, it } from 'vitest';
import type { RejectedRecord } from '../../domain/intake.ts';
import { rowsOf } from './reject-rows.ts';

const RAW_LENGTH = 100_000;

const reject = (index: number, source = 'default'): RejectedRecord => ({
  id: `rej_${index}`,
  source,
  vendor: 'okta',
  receivedAt: '2026-10-05T08:00:00Z',
  index,
  path: '/published',
  reason: 'missing',
  raw: 'x'.repeat(RAW_LENGTH),
});

describe('rows of rejects', () => {
  it('hold all of them in order, none longer than a row may be, one source each', () => {
    const records = Array.from({ length: 17 }, (_, index) => reject(index, index < 12 ? 'default' : 'okta'));
    const rows = [...rowsOf(records)];
    expect(rows.map(({ source, count }) => [source, count])).toEqual([
      ['default', 5],
      ['default', 5],
      ['default', 2],
      ['okta', 5],
    ]);
    expect(rows.flatMap(({ json }) => JSON.parse(json))).toEqual(records);
    for (const { json } of rows) expect(json.length).toBeLessThan(600_000);
  });

  it('are made one by one: of later records nothing is written yet', () => {
    let written = 0;
    const counting = (index: number) => ({ ...reject(index), toJSON: () => ({ ...reject(index), index: ++written }) });
    const rows = rowsOf(Array.from({ length: 100 }, (_, index) => counting(index)));
    expect(rows.next().value).toMatchObject({ count: 5 });
    expect(written).toBe(6);
  });

  it('are none of nothing', () => {
    expect([...rowsOf([])]).toEqual([]);
  });
});
