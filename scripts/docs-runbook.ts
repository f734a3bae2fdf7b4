import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runbookPage } from '#lib/watch/runbook-page.ts'
import { runCommand } from '#local/command-line.ts'

await runCommand(
  {
    usage: 'npm run docs:runbook',
    summary: 'Writes docs/runbook.md, what to do when an alarm rings, from the book of alarms.',
    options: {},
  },
  async () => {
    const file = join(import.meta.dirname, '..', 'docs', 'runbook.md')
    writeFileSync(file, runbookPage())
    process.stdout.write(`wrote ${file}\n`)
  },
)
