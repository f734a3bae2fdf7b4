import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { runCommand } from '#local/command-line.ts'
import { evaluateAivdm } from '#scripts/evaluate/aivdm.ts'
import { evaluateCorrections } from '#scripts/evaluate/corrections.ts'
import { evaluateFalls } from '#scripts/evaluate/falls.ts'
import { evaluateFishing } from '#scripts/evaluate/fishing.ts'
import { evaluateFwi } from '#scripts/evaluate/fwi.ts'
import { evaluateHourlyFwi } from '#scripts/evaluate/fwi-hourly.ts'
import { evaluateLinkage } from '#scripts/evaluate/linkage.ts'
import { evaluateMot } from '#scripts/evaluate/mot.ts'
import { evaluateOutbreaks } from '#scripts/evaluate/outbreaks.ts'
import { evaluateRisk } from '#scripts/evaluate/risk.ts'
import { evaluateRoomFires } from '#scripts/evaluate/room-fires.ts'
import type { EvaluationRow } from '#scripts/evaluate/row.ts'
import { evaluateScan } from '#scripts/evaluate/scan.ts'
import { evaluateSensorDefects } from '#scripts/evaluate/sensor-defects.ts'
import { evaluateThermal } from '#scripts/evaluate/thermal.ts'
import { evaluateVesselIdentity } from '#scripts/evaluate/vessel-identity.ts'
import { evaluateWaterClass } from '#scripts/evaluate/water-class.ts'
import { evaluateWaterEvents } from '#scripts/evaluate/water-events.ts'
import { evaluateWorkload } from '#scripts/evaluate/workload.ts'
import { evaluateZones } from '#scripts/evaluate/zones.ts'

/** Every judged detector has its evaluation here; each answers no row when the folder has no data of its form. */
const evaluations = {
  fwi: evaluateFwi,
  'fwi-hourly': evaluateHourlyFwi,
  mot: evaluateMot,
  zones: evaluateZones,
  thermal: evaluateThermal,
  'room-fires': evaluateRoomFires,
  falls: evaluateFalls,
  'water-class': evaluateWaterClass,
  'water-events': evaluateWaterEvents,
  'sensor-defects': evaluateSensorDefects,
  outbreaks: evaluateOutbreaks,
  scan: evaluateScan,
  corrections: evaluateCorrections,
  linkage: evaluateLinkage,
  risk: evaluateRisk,
  workload: evaluateWorkload,
  fishing: evaluateFishing,
  'vessel-identity': evaluateVesselIdentity,
  aivdm: evaluateAivdm,
}

await runCommand(
  {
    usage: 'npm run evaluate -- --data <folder>',
    summary:
      'Judges the detectors by data that others made: fire weather (fwi/), tracked people (mot/), thermal positions (thermal/), house fires (fire/), water (water/), falls (falls/), vessels (ais/), outbreak series (epi/), space-time counts (scan/), duplicate records (linkage/), risk lists (risk/), corrected counts (covid/). Files are found by subfolder and form. Exits with 1 when a bar is missed.',
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
    const chosen = Object.entries(evaluations).filter(([name]) => values.only === undefined || values.only === name)
    if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(evaluations).join(', ')}, not ${values.only}`)
    const judged = chosen.map(([name, evaluate]) => {
      process.stderr.write(`judging ${name} …\n`)
      return { name, rows: evaluate(folder) }
    })
    const rows = judged.flatMap(({ name, rows }) => rows.map((row) => ({ evaluation: name, ...row })))
    const skipped = judged.filter(({ rows }) => rows.length === 0).map(({ name }) => name)
    if (rows.length === 0) throw new Error(`nothing below ${folder} has a form that can be judged`)
    process.stdout.write(values.json ? `${JSON.stringify({ rows, skipped })}\n` : tableText(rows, skipped))
    return rows.every(({ reached }) => reached) ? 0 : 1
  },
)

function tableText(rows: readonly EvaluationRow[], skipped: readonly string[]): string {
  const lines = rows.map(({ subject, measure, value, bar, reached, cases, baselines, note }) => {
    const remarks = [`${cases} cases`, ...(baselines ? [baselines] : []), ...(note ? [note] : [])].join('; ')
    return `${reached ? '✓' : '✗'} ${subject.padEnd(30)} ${measure.padEnd(42)} ${String(value).padStart(9)}   bar ${String(bar).padEnd(9)} ${remarks}`
  })
  const leftOut = skipped.map((name) => `– ${name}: skipped, no data of its form`)
  return `${[...lines, ...leftOut].join('\n')}\n`
}
