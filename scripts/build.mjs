import { resolve } from 'node:path'
import { ensureConsoleBuilt } from './build-console.mjs'
import { ensureInstalled } from './install.mjs'

/** `npm run build`: the console, for whoever deploys it. */
if (process.argv.includes('--help')) {
  process.stdout.write(
    'npm run build\n\nBuilds the console into dist/console, from where it is deployed. Nothing is done while its sources are unchanged.\n',
  )
  process.exit(0)
}
ensureInstalled()
await ensureConsoleBuilt(resolve(import.meta.dirname, '..'))
