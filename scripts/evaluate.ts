import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { runCommand } from '#scripts/command-line.ts'
import { evaluateFwi } from '#scripts/evaluate/fwi.ts'
import { evaluateMot } from '#scripts/evaluate/mot.ts'
import { evaluateThermal } from '#scripts/evaluate/thermal.ts'
import { evaluateZones } from '#scripts/evaluate/zones.ts'

const evaluations = { fwi: evaluateFwi, mot: evaluateMot, zones: evaluateZones, thermal: evaluateThermal }

await runCommand(
  {
    usage: 'npm run evaluate -- --data <folder>',
    summary:
      'Judges the detectors by data that others made: fire weather tables (fwi/), tracked people (mot/), thermal positions (thermal/). Files are found by subfolder and form. Exits with 1 when a bar is missed.',
    options: {
      data: { type: 'string', help: 'folder with the subfolders' },
      only: { type: 'string', help: `one of ${Object.keys(evaluations).join(', ')}` },
      json: { type: 'boolean', help: 'print the rows as JSON' },
    },
  },
  async ({ values }) => {
    if (typeof values.data !== 'string' || !existsSync(values.data))
      throw new Error('name an existing folder: npm run evaluate -- --data <folder>')
    const folder = resolve(values.data)
    const rows = Object.entries(evaluations).flatMap(([name, evaluate]) => {
      if (values.only !== undefined && values.only !== name) return []
      process.stderr.write(`judging ${name} …\n`)
      return evaluate(folder)
    })
    if (rows.length === 0) throw new Error(`nothing below ${folder} has a form that can be judged`)
    if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`)
    else {
      const lines = rows.map(
        ({ subject, measure, value, bar, reached, cases, note }) =>
          `${reached ? '✓' : '✗'} ${subject.padEnd(30)} ${measure.padEnd(38)} ${String(value).padStart(9)}   bar ${String(bar).padEnd(9)} ${cases} cases${note ? `; ${note}` : ''}`,
      )
      process.stdout.write(`${lines.join('\n')}\n`)
    }
    return rows.every(({ reached }) => reached) ? 0 : 1
  },
)
