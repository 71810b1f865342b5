import { readFileSync, writeFileSync } from 'node:fs';
import { DETECTIONS } from '../detection/registry.ts';
import { DETECTION_IDS } from '../domain/finding.ts';
import { sourcesTable } from '../sources/index.ts';

const README = new URL('../../README.md', import.meta.url);

/** Detections as the README tells them, from their metadata. */
function detectionsTable(): string {
  const rows = DETECTION_IDS.map((id) => {
    const { meaning, techniques } = DETECTIONS[id];
    return `| \`${id}\` | ${meaning} | ${techniques.join(', ')} |`;
  });
  return ['| id | what it means | ATT&CK |', '| --- | --- | --- |', ...rows].join('\n');
}

/** Puts a generated text between its two markers; everything else stays as it is. */
function fill(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}:begin (npm run docs) -->`, `<!-- ${name}:end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  return from === -1 || to === -1 ? page : `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}

/** The README with its generated tables as the code has them now. */
export function renderReadme(page: string): string {
  return fill(fill(page, 'sources', sourcesTable().trim()), 'detections', detectionsTable());
}

if (import.meta.main) writeFileSync(README, renderReadme(readFileSync(README, 'utf8')));
