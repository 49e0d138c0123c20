import { defineConfig } from 'vitest/config';

/** Tests that need Chromium (`apt-get install chromium`, or its path in CHROMIUM) and the built command. */
export default defineConfig({ test: { include: ['test/browser/**/*.e2e.ts'], hookTimeout: 60_000 } });
