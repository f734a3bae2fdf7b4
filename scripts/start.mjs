import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureInstalled } from './install.mjs'

/** `npm start`: installs and builds what is missing, then runs the county in this very process, so that signals reach it. */
ensureInstalled()
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const wantsHelp = process.argv.includes('--help') || process.argv.includes('-h')
if (!wantsHelp) await (await import('./build-console.mjs')).ensureConsoleBuilt(root)
const { register } = await import('tsx/esm/api')
register()
const main = join(root, 'local', 'main.ts')
process.argv.splice(1, 1, main)
await import(pathToFileURL(main).href)
