import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#local/command-line.ts'
import { scenarios } from '#scenarios/index.ts'
import { limitsPage } from '#scripts/limits/table.ts'

await runCommand(
  {
    usage: 'npm run docs:limits',
    summary: 'Writes docs/limits.md, the table of every limit a county may set, from the schemas.',
    options: {},
  },
  async () => {
    const file = join(import.meta.dirname, '..', 'docs', 'limits.md')
    writeFileSync(file, limitsPage(scenarios))
    process.stdout.write(`wrote ${file}\n`)
  },
)
