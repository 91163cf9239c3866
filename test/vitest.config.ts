import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'server/src/**/*.test.ts'],
    globalSetup: ['test/support/generate.ts'],
    // The machine may be a slow one with other work; what hangs is found out all the same. The bundles are built in a hook.
    hookTimeout: 120_000,
    testTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
