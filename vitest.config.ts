import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{domain,lambdas,adapters,local,lib,scripts,counties}/**/*.test.ts', 'console/src/**/*.test.{ts,tsx}', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/judges/**'],
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
