import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { runCommand } from '#local/command-line.ts'
import { scenarios } from '#scenarios/index.ts'
import { enrolDevices } from '#scripts/devices-enrol/enrol-devices.ts'

const shownRows = 50
const kinds = scenarios.flatMap((scenario) => (scenario.kinds === 'all' ? [] : scenario.kinds))

await runCommand(
  {
    usage: 'npm run devices:enrol -- --url <county> --token <file> --csv <devices.csv> [--out <folder>]',
    summary:
      'Checks a list of devices row by row; with --out registers those that are new and writes a pack for each: credentials and a line that sends a message. Broken off, it goes on where it was. Exits with 1 when a row is refused.',
    options: {
      url: { type: 'string', help: 'the county’s API (http://127.0.0.1:8080)' },
      token: { type: 'string', help: 'file with a bearer token of a device-admin' },
      csv: { type: 'string', help: 'the list, as devices.csv of a county; UTF-8 or GBK' },
      out: { type: 'string', help: 'folder of the packs; without it the list is only checked' },
      'dry-run': { type: 'boolean', help: 'only check, also with --out' },
      broker: { type: 'string', help: 'where devices with a key connect (mqtt://127.0.0.1:1883)' },
    },
  },
  async ({ values }) => {
    const { csv, token, out } = values
    if (typeof csv !== 'string' || typeof token !== 'string')
      throw new Error('name the list with --csv and the file with the token with --token')
    const { checked, enrolled, withoutPack } = await enrolDevices({
      door: {
        url: String(values.url ?? 'http://127.0.0.1:8080'),
        token: readFileSync(token, 'utf8').trim(),
        wait: (seconds) => setTimeout(seconds * 1000),
      },
      csv: readFileSync(csv),
      ...(typeof out === 'string' && !values['dry-run'] && { out: resolve(out) }),
      broker: new URL(String(values.broker ?? 'mqtt://127.0.0.1:1883')),
      exampleOf: (kind) => kinds.find(({ name }) => name === kind)?.example,
      progress: (done, of) => process.stderr.write(`\r${done} of ${of} registered${done === of ? '\n' : ''}`),
    })
    const { counts, rows, encoding } = checked
    process.stdout.write(
      `${rows.length} rows (${encoding}): ${counts.new} new, ${counts.same} the same, ${counts.changed} changed, ${counts.refused} refused\n`,
    )
    for (const { path, message, remedy } of rows.filter(({ result }) => result === 'refused').slice(0, shownRows))
      process.stdout.write(`  ${path}\n    ${message}\n${remedy ? `    → ${remedy}\n` : ''}`)
    if (counts.refused > 0) process.stdout.write('nothing was registered: correct these rows first\n')
    if (counts.changed > 0)
      process.stdout.write('rows that are changed were left as they are registered; POST /v1/devices:batch corrects them\n')
    if (enrolled.length > 0) process.stdout.write(`${enrolled.length} registered; their packs lie in ${out}\n`)
    if (withoutPack.length > 0)
      process.stdout.write(
        `${withoutPack.length} are registered and have no pack there, e.g. ${withoutPack[0]}; POST /v1/devices/{id}/rotate makes new credentials\n`,
      )
    return counts.refused > 0 ? 1 : 0
  },
)
