import { describe, expect, it } from 'vitest';
import type { ScoredVariant } from './score.ts';
import { calibrationTable, scoreTable } from './tables.ts';

const variant: ScoredVariant = {
  corpus: 'everyday',
  variant: 'replaced-by-another',
  accounts: 120,
  caught: 0.742,
  medianEventsToAlert: 12,
  zoneWithin1h: 0.8,
  zoneWithin2h: 0.91,
  accountsFalselyAlerted: 0.011,
  falseAlertsPerAccountYear: 0.004,
  loud: 1,
  quiet: 2,
  intervals: {
    caught: [0.67, 0.8],
    medianEventsToAlert: [10, 15],
    zoneWithin1h: [0.7, 0.9],
    zoneWithin2h: [0.8, 0.95],
    accountsFalselyAlerted: [0, 0.02],
  },
};
const widthOf = (text: string): number => Math.max(...text.split('\n').map(({ length }) => length));

describe('the tables of evaluate', () => {
  it('put intervals below their figures where the terminal is narrow', () => {
    const wide = scoreTable([variant], 200);
    expect(wide).toContain('0.742 [0.67, 0.80]');
    expect(widthOf(wide)).toBeGreaterThan(125);
    const narrow = scoreTable([variant], 125);
    expect(widthOf(narrow)).toBeLessThanOrEqual(125);
    expect(narrow).toMatch(/0\.742 .*\n.*\[0\.67, 0\.80\]/);
  });

  it('leave out how right zones are where none was estimated', () => {
    expect(calibrationTable([])).toBeUndefined();
  });
});
