import { readFileSync, writeFileSync } from 'node:fs'
import { runCommand } from '#local/command-line.ts'
import { importNational, type NationalStation } from '#scenarios/river-protection/import-national.ts'
import { tableOf } from '#scripts/evaluate/files.ts'

await runCommand(
  {
    usage: 'npm run import:water -- <file.csv> --stations 断面1=wq-1 --out messages.jsonl',
    summary:
      'Turns a file in the layout of the national automatic water stations into messages that npm run replay sends, and compares the published class with our own. Exits with 1 when a row was refused or a class differs.',
    positional: 'file',
    options: {
      stations: { type: 'string', help: 'section=device, separated by commas; section=device:lake for lakes and reservoirs' },
      out: { type: 'string', help: 'where to write the lines' },
    },
  },
  async ({ values, positionals: [file] }) => {
    if (!file || typeof values.out !== 'string' || typeof values.stations !== 'string')
      throw new Error('name a file, --stations and --out: npm run import:water -- <file.csv> --stations 断面1=wq-1 --out messages.jsonl')
    const rows = tableOf(readFileSync(file, 'utf8'), ['断面名称', '监测时间', '水质类别'])
    if (!rows) throw new Error(`${file} has no columns 断面名称, 监测时间, 水质类别`)
    const { messages, problems, compared, mismatches } = importNational(rows, stationsOf(values.stations))
    writeFileSync(values.out, messages.map((message) => `${JSON.stringify(message)}\n`).join(''))
    const lines = [
      ...problems.map(({ row, reason }) => `row ${row}: ${reason}`),
      ...mismatches.map(({ row, section, published, ours, limiting }) => {
        return `row ${row}: ${section} is published as ${published}, by its values it is ${ours} (${limiting.join(', ')})`
      }),
      `${messages.length} of ${rows.length} rows written to ${values.out}; ${compared - mismatches.length} of ${compared} classes agree`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    return problems.length + mismatches.length === 0 ? 0 : 1
  },
)

function stationsOf(text: string): Record<string, NationalStation> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [section = '', device = '', water] = pair.trim().split(/[=:]/)
      if (!section || !device) throw new Error(`--stations takes section=device, not "${pair}"`)
      return [section, { device, ...(water === 'lake' && { water }) }]
    }),
  )
}
