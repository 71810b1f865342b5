import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderReadme } from './docs.ts';

it('the README’s tables of sources and detections are what the code says (npm run docs)', () => {
  const page = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(page).toContain('| `operator-zone-shift` |');
  expect(renderReadme(page)).toBe(page);
});
