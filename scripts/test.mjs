import { ensureInstalled } from './install.mjs'

const help = `npm test [-- <file or folder> …]

Runs the tests of county-sense: units, contracts, stack, simulation, faults and journeys.
Needs nothing but Node and npm. The suites that need more (outside judges, a browser) are run by .ci/run.`

if (process.argv.includes('--help')) {
  process.stdout.write(`${help}\n`)
} else {
  ensureInstalled()
  const { startVitest } = await import('vitest/node')
  const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false })
  await vitest?.close()
}
