import { expect, it } from 'vitest';
import { vismaFindings } from '../../test/support/alerts.ts';
import { cutFindings } from './outbox.ts';

it('findings are cut into rows in order, none lost, a long one alone', () => {
  const findings = vismaFindings().map((finding) => ({ ...finding, alert: 'alr_1', account: 'ola' }));
  const length = JSON.stringify(findings[0]).length;
  for (const maxChars of [1, length + 5, length * 2 + 20, 1e9]) {
    const rows = cutFindings(findings, maxChars);
    expect(rows.flatMap((row): unknown[] => JSON.parse(row))).toEqual(JSON.parse(JSON.stringify(findings)));
  }
  expect(cutFindings(findings, 1)).toHaveLength(findings.length);
  expect(cutFindings([], 1)).toEqual([]);
});
