import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts', 'server/src/**/*.test.ts'],
    globalSetup: ['test/support/generate.ts'],
    testTimeout: 30_000,
    // A machine may be busy: what is waited for need not come within a second.
    expect: { poll: { timeout: 20_000 } },
  },
});
