import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { countiesFolder } from '#adapters/local/county-files.ts'
import { demoCounty, demoSeed } from '#scripts/demo-county/generate.ts'

/** Writes the files of the demo county anew; a test holds the committed ones against a fresh generation. */
const folder = join(countiesFolder, 'demo')
mkdirSync(folder, { recursive: true })
for (const [name, content] of Object.entries(demoCounty(demoSeed))) writeFileSync(join(folder, name), content)
process.stdout.write(`wrote ${folder}\n`)
