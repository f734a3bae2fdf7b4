import { smoke } from '#domain/observation/kinds/safety-sensors.ts'
import { detectCommunity } from '#scenarios/smart-community/detector.ts'
import type { CommunityMemory } from '#scenarios/smart-community/memory.ts'
import { smartCommunityLimits } from '#scenarios/smart-community/schema.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, atMost, type EvaluationRow } from '#scripts/evaluate/row.ts'
import { observe } from '#test/fixtures/observe.ts'

/** A tenth may stay silent: the reference set has two rooms of 38 that the fire hardly reached. */
const shareToFind = 36 / 38
const medianBarSeconds = 30
const startMs = Date.UTC(2026, 0, 1)

type Room = { name: string; rows: { seconds: number; tempC: number; opticalDensityPerM?: number }[]; alarmSeconds: number }

/**
 * Fires in furnished houses (below `fire`, any file with TIME and ceiling thermocouples `TC?_1`), against the alarms that hung in
 * the same rooms (a table with columns `<test>-<alarm><room>`): how long after the first of these the shipped rule told of it.
 */
export function evaluateRoomFires(folder: string): EvaluationRow[] {
  const files = filesBelow(folder, 'fire')
  const activations = files.flatMap(({ text }) => activationsIn(text()))
  const rooms = files.flatMap(({ name, text }) => roomsIn(name, text(), activations))
  if (rooms.length === 0) return []
  const lateSeconds = rooms.flatMap((room) => {
    const told = toldAfter(room)
    return told === undefined ? [] : [told - room.alarmSeconds]
  })
  lateSeconds.sort((a, b) => a - b)
  const median = lateSeconds[Math.floor((lateSeconds.length - 1) / 2)] ?? Number.POSITIVE_INFINITY
  return [
    atLeast('house fires', 'rooms in which the fire is told', lateSeconds.length, Math.floor(rooms.length * shareToFind), rooms.length),
    atMost('house fires', 'median s after the first real alarm', median, medianBarSeconds, lateSeconds.length, {
      baselines: `57 °C alone ${medianOfFixed(rooms)}`,
    }),
  ]
}

function toldAfter(room: Room): number | undefined {
  const limits = { ...smartCommunityLimits.parse({}), liftAreas: new Set<string>() }
  let memory: CommunityMemory | undefined
  for (const { seconds, tempC, opticalDensityPerM } of room.rows) {
    const body = { alarm: false, tempC, ...(opticalDensityPerM !== undefined && { opticalDensityPerM }) }
    const step = detectCommunity(
      memory,
      observe(smoke, body, { atMs: startMs + seconds * 1000, id: room.name, key: `device:${room.name}` }),
      limits,
    )
    memory = step.memory
    if (step.findings.some((finding) => finding.type === 'raise' && finding.level === 'fire')) return seconds
  }
  return undefined
}

function medianOfFixed(rooms: Room[]): string {
  const late = rooms.flatMap(({ rows, alarmSeconds }) => {
    const hot = rows.find(({ tempC }) => tempC >= 57)
    return hot ? [hot.seconds - alarmSeconds] : []
  })
  late.sort((a, b) => a - b)
  return `${late[Math.floor((late.length - 1) / 2)]} s in ${late.length} of ${rooms.length}`
}

/** First activation by test and room, seconds after ignition. */
function activationsIn(text: string): { test: string; room: string; seconds: number }[] {
  const header = text.slice(0, text.indexOf('\n'))
  if (!/\w+-(Ion|Pho)\d[A-Z]/.test(header)) return []
  const [row = {}] = tableOf(text, []) ?? []
  return Object.entries(row).flatMap(([column, value]) => {
    const [, test = '', room = ''] = /^(\w+)-[A-Za-z]+\d+([A-Z])$/.exec(column) ?? []
    const seconds = Number(value)
    return test && room && value !== '' && seconds > 0 ? [{ test, room, seconds }] : []
  })
}

function roomsIn(name: string, text: string, activations: { test: string; room: string; seconds: number }[]): Room[] {
  const rows = tableOf(text, ['TIME'])
  if (!rows) return []
  const test = activations.find((activation) => name.includes(activation.test))?.test
  const letters = Object.keys(rows[0] ?? {}).flatMap((column) => /^TC([A-Z])_1$/.exec(column)?.[1] ?? [])
  return letters.flatMap((letter) => {
    const alarms = activations.filter((activation) => activation.test === test && activation.room === letter).map(({ seconds }) => seconds)
    if (alarms.length === 0) return []
    const readings = rows.flatMap((row) => {
      const [seconds, tempC, density] = [Number(row.TIME), number(row[`TC${letter}_1`]), number(row[`SM${letter}_1`])]
      if (tempC === undefined || seconds < 0) return []
      return [{ seconds, tempC, ...(density !== undefined && { opticalDensityPerM: density }) }]
    })
    return [{ name: `${test}-${letter}`.toLowerCase(), rows: readings, alarmSeconds: Math.min(...alarms) }]
  })
}

function number(cell: string | undefined): number | undefined {
  return cell === undefined || cell === '' || !Number.isFinite(Number(cell)) ? undefined : Number(cell)
}
