import type { Chronotypes } from '../../../src/statistics/chronotypes.ts';

const DERIVED = '// Derived, not written: `node test/evaluation/derive/derive.ts CORPUS_DIR --write`.';

export function chronotypesText(coarse: Chronotypes, fine: Chronotypes): string {
  const block = (name: string, { weights, profiles }: Chronotypes): string =>
    `// biome-ignore format: one profile a line\nexport const ${name}: Chronotypes = {\n  weights: [${weights.join(', ')}],\n  profiles: [\n${profiles
      .map((profile) => `    [${profile.join(',')}],\n`)
      .join('')}  ],\n};\n`;
  return `import type { Chronotypes } from './chronotypes.ts';\n\n${DERIVED}\n// Probabilities of the 48 week cells in millionths, one profile a line; weights in ten-thousandths.\n\n${block('COARSE_CHRONOTYPES', coarse)}\n${block('FINE_CHRONOTYPES', fine)}`;
}
