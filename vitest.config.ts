import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Pure code runs in Node; whatever touches a Durable Object or a binding runs in workerd. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          // Property tests on a busy machine.
          testTimeout: 30_000,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.worker.test.ts', 'test/worker/**', 'test/browser/**', '**/node_modules/**'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { ROOT_TOKEN: 'root-token-of-the-tests' } },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['src/**/*.worker.test.ts', 'test/worker/**/*.test.ts'],
          // The first test of a file loads the whole Worker; on a busy machine that takes longer than five seconds.
          testTimeout: 30_000,
          // A UMD package, whose exports the runner of the tests does not find by itself.
          deps: { optimizer: { ssr: { enabled: true, include: ['ua-parser-js'] } } },
        },
      },
    ],
  },
});
