import { defineConfig } from 'vitest/config'

/** Processes, brokers and browsers of their own: one file after the other, when the rest is done. */
const journeys = 'test/journeys/**/*.test.ts'

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: [
            '{domain,ledger,pipeline,api,scenarios,lambdas,adapters,local,lib,scripts,counties}/**/*.test.ts',
            'console/src/**/*.test.{ts,tsx}',
            'test/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'test/external/**', journeys],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'journeys', include: [journeys], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
