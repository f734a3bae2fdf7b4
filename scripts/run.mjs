import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

/** Runs a TypeScript script in this very process: `node scripts/run.mjs scripts/<name>.ts …`. */
ensureInstalled()
const { register } = await import('tsx/esm/api')
register()
const script = resolve(process.argv[2])
process.argv.splice(1, 2, script)
await import(pathToFileURL(script).href)
