import { spawnSync } from 'node:child_process'
import { ensureInstalled } from './install.mjs'

const help = `npm run check [-- --fix]

Types (tsc), lint and format (Biome). --fix lets Biome mend what it can.`

if (process.argv.includes('--help')) {
  process.stdout.write(`${help}\n`)
} else {
  ensureInstalled()
  const run = (script, args) => spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status ?? 1
  const lint = run('node_modules/@biomejs/biome/bin/biome', ['check', ...(process.argv.includes('--fix') ? ['--write'] : [])])
  const types = run('node_modules/typescript/bin/tsc', ['--noEmit'])
  process.exitCode = lint || types
}
