import type { Viewer } from '../../src/dashboard/index.ts';

/** Who reads the pages in tests: an admin, an hour after the last sign of the model case. */
export const viewer = {
  tenant: 'demo',
  nowMs: Date.parse('2018-09-07T03:10:00Z'),
  csrf: 'c5rf',
} as const satisfies Viewer;
