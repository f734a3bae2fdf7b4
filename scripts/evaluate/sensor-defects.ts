import type { DefectType, SensorState } from '#scenarios/river-protection/memory.ts'
import { type QualityLimits, riverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { afterValue } from '#scenarios/river-protection/sensors/sensor-quality.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, atMost, type EvaluationRow } from '#scripts/evaluate/row.ts'

/** Defects (anomaly types) of Leigh et al. 2019, and whether a single sensor in real time can be expected to show all of them. */
const defects: Record<string, { name: string; expected?: DefectType[] }> = {
  A: { name: 'big spike', expected: ['big-spike'] },
  B: { name: 'flat', expected: ['flat'] },
  C: { name: 'offset' },
  D: { name: 'shift' },
  E: { name: 'high variability' },
  F: { name: 'impossible', expected: ['impossible'] },
  G: { name: 'out of range', expected: ['out-of-range', 'impossible'] },
  H: { name: 'drift' },
  I: { name: 'spike cluster', expected: ['big-spike', 'small-spike'] },
  J: { name: 'small spike', expected: ['small-spike', 'big-spike'] },
  K: { name: 'missing', expected: ['missing'] },
  L: { name: 'untrusted' },
}
const mustFindAll = ['A', 'F']
/** Names of sensors by how they begin. */
const itemOf = { cond: 'conductivity', tur: 'turbidity', level: 'level', temp: 'temperature', ph: 'pH', do: 'DO', no3: 'NO3' }
const falseFlagsPerSensorDay = 0.1

type Sample = { atMs: number; value: number | undefined; label: string }
type Sensor = { name: string; code: string; samples: Sample[] }

/** River series with typed sensor defects below `water`: recall of each type by itself, and false flags per sensor and day. */
export function evaluateSensorDefects(folder: string): EvaluationRow[] {
  const { quality } = riverProtectionLimits.parse({})
  return filesBelow(folder, 'water').flatMap(({ name, text }) => {
    const table = tableOf(text(), ['Timestamp'])
    const sensors = table ? sensorsOf(table) : []
    if (sensors.length === 0) return []
    const judged = sensors.map((sensor) => ({ sensor, flags: flagsOf(sensor, quality) }))
    const recalls = Object.entries(defects).flatMap(([letter, { name: defect, expected }]) => {
      const cases = judged.flatMap(({ sensor, flags }) =>
        sensor.samples.filter(({ label }) => label === letter).map(({ atMs }) => flags.get(atMs)),
      )
      if (cases.length === 0) return []
      const found = cases.filter((types) => types !== undefined)
      const named = found.filter((types) => expected?.some((type) => types.includes(type))).length
      const note = expected ? `${found.length} flagged, ${named} by that name` : 'one sensor cannot show it in real time: reported, no bar'
      const share = Number((found.length / cases.length).toFixed(3))
      return [atLeast(name, `recall ${letter} ${defect}`, share, mustFindAll.includes(letter) ? 1 : 0, cases.length, { note })]
    })
    return [...recalls, falseFlags(name, judged)]
  })
}

function falseFlags(name: string, judged: { sensor: Sensor; flags: Map<number, DefectType[]> }[]): EvaluationRow {
  const wrong = judged.flatMap(({ sensor, flags }) => sensor.samples.filter(({ atMs, label }) => label === '0' && flags.has(atMs)))
  const days = judged.reduce(
    (sum, { sensor: { samples } }) => sum + ((samples.at(-1)?.atMs ?? 0) - (samples[0]?.atMs ?? 0)) / 86_400_000,
    0,
  )
  const each = judged.map(({ sensor: { name: which, samples }, flags }) => {
    return `${which} ${samples.filter(({ atMs, label }) => label === '0' && flags.has(atMs)).length}`
  })
  const rate = Number((wrong.length / days).toFixed(3))
  return atMost(name, 'false flags per sensor-day', rate, falseFlagsPerSensorDay, wrong.length, { note: each.join(', ') })
}

function flagsOf({ code, samples }: Sensor, limits: QualityLimits): Map<number, DefectType[]> {
  const flags = new Map<number, DefectType[]>()
  let state: SensorState | undefined
  for (const { atMs, value } of samples) {
    const step = afterValue(state, code, value, atMs, limits)
    state = step.state
    for (const flag of step.flags) flags.set(flag.atMs, [...(flags.get(flag.atMs) ?? []), flag.type])
  }
  return flags
}

/** Every column X that has a `type_X` beside it. */
function sensorsOf(table: Record<string, string>[]): Sensor[] {
  const columns = Object.keys(table[0] ?? {})
  return columns
    .filter((name) => columns.includes(`type_${name}`))
    .map((name) => ({
      name,
      code: Object.entries(itemOf).find(([start]) => name.toLowerCase().startsWith(start))?.[1] ?? name,
      samples: table.flatMap((row) => {
        const atMs = timeOf(row.Timestamp ?? '')
        const cell = row[name] ?? ''
        const value = cell === '' || Number.isNaN(Number(cell)) ? undefined : Number(cell)
        return Number.isNaN(atMs) ? [] : [{ atMs, value, label: row[`type_${name}`] || '0' }]
      }),
    }))
}

/** ISO, or day/month/year as the loggers of these rivers write it. */
function timeOf(text: string): number {
  const [, day, month, year, hour = '0', minute = '0'] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{1,2}):(\d{2}))?/.exec(text) ?? []
  if (year === undefined) return Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`)
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
}
