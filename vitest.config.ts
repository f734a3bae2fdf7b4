import { defineConfig } from 'vitest/config'

/** Processes, brokers and browsers of their own: when the rest is done. */
const journeys = 'test/journeys/**/*.test.ts'
/** Long recordings and many seeds: `npm test -- --long`, which `.ci/run` runs. Each has a short version in the other projects. */
const long = '**/*.long.test.ts'

export default defineConfig({
  test: {
    // What a test does is work, not waiting: only what hangs takes so long, on whatever machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A process of its own for each of 140 files costs more than the tests in them, and no file leaves anything behind.
    isolate: false,
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
          exclude: ['**/node_modules/**', 'test/external/**', journeys, long],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'journeys', include: [journeys], maxWorkers: 2, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'long',
          include: [long],
          exclude: ['**/node_modules/**'],
          testTimeout: 1_200_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
