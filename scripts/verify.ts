import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { allRows } from '#adapters/local/store.ts'
import { runCommand } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { scenarios } from '#scenarios/index.ts'
import { verifyLedger } from '#scripts/verify/promises.ts'

await runCommand(
  {
    usage: 'npm run verify -- [--county <county> | --data <folder>]',
    summary:
      'Reads the data folder of a county that is not running and holds it against its promises: gapless feed, whole case files, everybody told. Exits with 1 when one is broken.',
    options: {
      county: { type: 'string', help: 'the county (demo)' },
      data: { type: 'string', help: 'its data folder (.county/<county>)' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const county = String(values.county ?? 'demo')
    const folder = resolve(String(values.data ?? join(import.meta.dirname, '..', '.county', loadCounty(county).file.id)))
    if (!existsSync(join(folder, 'ledger'))) throw new Error(`${folder} is no data folder of a county`)
    const file = await LedgerFile.open(join(folder, 'ledger'))
    const verdict = verifyLedger(await allRows(file), scenarios)
    await file.close()
    if (values.json) process.stdout.write(`${JSON.stringify(verdict)}\n`)
    else {
      const { incidents, entries, events, waiting, broken } = verdict
      process.stdout.write(`${incidents} incidents, ${entries} entries, ${events} events, ${waiting} waiting to be told\n`)
      for (const promise of broken.slice(0, 50)) process.stdout.write(`BROKEN ${promise}\n`)
      process.stdout.write(broken.length === 0 ? 'all promises kept\n' : `${broken.length} promise(s) broken\n`)
    }
    return verdict.broken.length > 0 ? 1 : 0
  },
)
