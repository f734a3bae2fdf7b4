import { runCommand, wholeNumberOption } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { measureDay, measuredTable } from '#scripts/cost/measure.ts'

/** Local midnight of 15 July. */
const startMs = Date.UTC(2026, 6, 14, 16)

await runCommand(
  {
    usage: 'npm run cost -- --measure [options]',
    summary:
      'Plays an invented summer day through the whole chain on a ledger that counts as DynamoDB bills: write and read units per message, by scenario and kind of row, and the alarms of the same day.',
    options: {
      measure: { type: 'boolean', help: 'play the day and count' },
      county: { type: 'string', help: 'the county (demo)' },
      seed: { type: 'string', help: 'the seed of the day (1)' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    if (!values.measure) throw new Error('nothing was asked for: --measure plays the day and counts')
    const county = loadCounty(String(values.county ?? 'demo'))
    const measured = await measureDay(county, wholeNumberOption(values.seed, 'seed', 1, 0, 2 ** 31), startMs)
    process.stdout.write(values.json ? `${JSON.stringify(measured)}\n` : measuredTable(measured))
  },
)
