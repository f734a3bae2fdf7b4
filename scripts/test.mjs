import { ensureInstalled } from './install.mjs'

const help = `npm test [-- --long | <file or folder> …]

Runs the tests of county-sense: units, contracts, stack, simulation, faults and journeys.
Needs nothing but Node and npm. The suites that need more (outside judges, a browser) are run by .ci/run.

  --long   only those that take minutes: long recordings and many seeds`

const asked = process.argv.slice(2)
if (asked.includes('--help')) {
  process.stdout.write(`${help}\n`)
} else {
  ensureInstalled()
  const { startVitest } = await import('vitest/node')
  const project = asked.includes('--long') ? ['long'] : ['parts', 'journeys']
  const files = asked.filter((name) => name !== '--long')
  const vitest = await startVitest('test', files, { run: true, watch: false, project })
  await vitest?.close()
}
