import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarioLines } from './scenario/visma.ts';

/** `npm run scenario`: writes the Visma scenario anew. A test holds the file against the generator. */
const file = new URL('../../fixtures/scenarios/visma-2018.ndjson', import.meta.url);
const lines = scenarioLines();
writeFileSync(file, lines);
process.stderr.write(`${fileURLToPath(file)}: ${lines.split('\n').length - 1} events\n`);
