import { defineConfig } from 'vitest/config'

/** The suites that need a program of somebody else's; `.ci/run` installs and starts it. */
export default defineConfig({ test: { include: ['test/external/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } })
