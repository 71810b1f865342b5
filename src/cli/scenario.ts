import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarioLines } from './scenario/visma.ts';
import { createCommand, runCommand } from './shared/command.ts';

const command = createCommand(
  'scenario',
  'Writes fixtures/scenarios/visma-2018.ndjson anew. A test holds the file against what this makes.',
).action(() => {
  const file = new URL('../../fixtures/scenarios/visma-2018.ndjson', import.meta.url);
  const lines = scenarioLines();
  writeFileSync(file, lines);
  process.stderr.write(`${fileURLToPath(file)}: ${lines.split('\n').length - 1} events\n`);
});

await runCommand(command);
