import { custom } from './custom/custom.ts';
import { hec } from './hec.ts';
import { VENDORS } from './vendors.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The README's table of sources, as Markdown, from their metadata. */
export function sourcesTable(): string {
  const rows = [...VENDORS, custom, hec].map(
    ({ vendor, title, wayIn, metadata }) =>
      `| ${cell(title)} | \`${vendor}\` | ${cell(wayIn)} | ${cell(metadata.canTell.join('; '))} | ${cell(metadata.cannotTell.join('; ') || '–')} |`,
  );
  return ['| source | `{vendor}` | way in | can tell | cannot tell |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}
