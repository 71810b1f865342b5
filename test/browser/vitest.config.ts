import { defineConfig } from 'vitest/config';

/** In a real browser (Chromium at CHROMIUM or /usr/bin/chromium): `npm run test:browser`. */
export default defineConfig({
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});
