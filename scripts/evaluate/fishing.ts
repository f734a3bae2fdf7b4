import { withClock } from '#domain/county/clock.ts'
import { vessel } from '#domain/observation/kinds/vessel.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { detectFishing } from '#scenarios/fishing-ban/detector.ts'
import type { Fleet } from '#scenarios/fishing-ban/memory.ts'
import { type FishingBanLimits, fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { conductNow } from '#scenarios/fishing-ban/track/track.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, atMost, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'
import { observe } from '#test/fixtures/observe.ts'

const bars = { f1: 0.83, delayMinutes: 11, falseAlarmsPer13Hours: 2 }
const leastRunMinutes = 20
const steaming = /^(steaming|steam|travel(ling)?|transit|not\b.*|0|false)$/i
const unlabelled = /^(na|nan|unknown)?$/i

type Point = {
  atMs: number
  lat: number
  lon: number
  /** Unknown where nobody wrote down what the boat did: it is watched there, and not scored. */
  isFishing: boolean | undefined
}
type Judged = Point & { inBand: boolean; alarm: boolean }
type Stretch = { points: Judged[]; isFishing: boolean | undefined; minutes: number }

/** Tracks of boats whose work an observer wrote down (below `ais`, columns id, time, lon, lat, behaviour), all of it closed water. */
export function evaluateFishing(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'ais').flatMap(({ name, text }) => {
    const table = name.endsWith('.csv') ? tableOf(text(), ['id', 'time', 'lon', 'lat', 'behaviour']) : undefined
    if (!table) return []
    const trips = tripsOf(table)
    return rowsOf(
      name,
      [...trips].map(([id, points]) => judged(id, points)),
    )
  })
}

function rowsOf(name: string, trips: Judged[][]): EvaluationRow[] {
  const points = trips.flat()
  const stretches = trips.flatMap(stretchesOf)
  const runs = stretches.filter(({ isFishing, minutes }) => isFishing && minutes >= leastRunMinutes)
  const delays = runs.flatMap(({ points: [first, ...rest] }) => {
    const alarm = [first, ...rest].find((point) => point?.alarm)
    return first && alarm ? [(alarm.atMs - first.atMs) / 60_000] : []
  })
  delays.sort((a, b) => a - b)
  const median = delays[(delays.length - 1) >> 1] ?? Number.POSITIVE_INFINITY
  const steamingHours = stretches.filter(({ isFishing }) => isFishing === false).reduce((sum, { minutes }) => sum + minutes, 0) / 60
  const falseAlarms = trips.reduce((sum, trip) => sum + falseAlarmsIn(trip), 0)
  const per13Hours = Number(((falseAlarms / Math.max(steamingHours, 1e-9)) * 13).toFixed(2))
  const f1 = f1Of(points, ({ inBand }) => inBand)
  const baselines = `always ${f1Of(points, () => true).toFixed(3)}, never 0`
  return [
    atLeast(name, 'working speed, pointwise F1', Number(f1.toFixed(3)), bars.f1, points.length, { baselines }),
    exactly(name, `fishing ≥ ${leastRunMinutes} min alarmed`, delays.length, runs.length, runs.length),
    atMost(name, 'median minutes from the first gear', Number(median.toFixed(1)), bars.delayMinutes, delays.length),
    atMost(name, 'false alarms per 13 h steaming', per13Hours, bars.falseAlarmsPer13Hours, falseAlarms, {
      note: `${falseAlarms} in ${steamingHours.toFixed(1)} h`,
    }),
  ]
}

function tripsOf(table: Record<string, string>[]): Map<string, Point[]> {
  const trips = new Map<string, Point[]>()
  for (const { id = '', time = '', lat, lon, behaviour = '' } of table) {
    const atMs = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
    const point = {
      atMs,
      lat: Number(lat),
      lon: Number(lon),
      isFishing: unlabelled.test(behaviour) ? undefined : !steaming.test(behaviour),
    }
    if ([atMs, point.lat, point.lon].some(Number.isNaN)) continue
    trips.set(id, [...(trips.get(id) ?? []), point])
  }
  for (const points of trips.values()) points.sort((a, b) => a.atMs - b.atMs)
  return trips
}

/** The shipped detector with its default limits, one fix after another; alarmed is a boat whose present run of work it has told. */
function judged(id: string, points: Point[]): Judged[] {
  const limits = withClock(fishingBanLimits.parse({ closed: [{ id: 'closed', geometry: around(points) }] }), { offsetMinutes: 480 })
  let fleet: Fleet | undefined
  return points.map((point) => {
    const step = detectFishing(fleet, message(id, point), limits)
    fleet = step.memory
    const track = fleet.tracks[id]
    const conduct = track && conductNow(track, limits)
    const alarm =
      track?.lastReported?.level === 'orange' && conduct?.run !== undefined && conduct.run.sinceMs === track.lastReported.runSinceMs
    return { ...point, inBand: isInBand(conduct?.medianKn, limits), alarm }
  })
}

function isInBand(medianKn: number | undefined, { working: { fromKn, toKn } }: FishingBanLimits): boolean {
  return medianKn !== undefined && medianKn >= fromKn && medianKn <= toKn
}

function around(points: Point[]) {
  const [lats, lons] = [points.map(({ lat }) => lat), points.map(({ lon }) => lon)]
  const [south, north, west, east] = [Math.min(...lats) - 1, Math.max(...lats) + 1, Math.min(...lons) - 1, Math.max(...lons) + 1]
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'Polygon' as const, coordinates: [ring] }
}

function stretchesOf(trip: Judged[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const point of trip) {
    const last = stretches.at(-1)
    if (last && last.isFishing === point.isFishing) last.points.push(point)
    else stretches.push({ points: [point], isFishing: point.isFishing, minutes: 0 })
  }
  return stretches.map((stretch) => ({
    ...stretch,
    minutes: ((stretch.points.at(-1)?.atMs ?? 0) - (stretch.points[0]?.atMs ?? 0)) / 60_000,
  }))
}

/** Alarms whose whole run, and the time it was held for, touch no fishing. */
function falseAlarmsIn(trip: Judged[]): number {
  const heldMs = fishingBanLimits.parse({}).working.heldMinutes * 60_000
  let count = 0
  for (let from = 0; from < trip.length; from++) {
    if (!trip[from]?.alarm) continue
    let to = from
    while (trip[to + 1]?.alarm) to++
    const startMs = (trip[from]?.atMs ?? 0) - heldMs
    const touches = trip.slice(0, to + 1).some(({ atMs, isFishing }) => isFishing !== false && atMs >= startMs)
    if (!touches) count++
    from = to
  }
  return count
}

function f1Of(points: Judged[], says: (point: Judged) => boolean): number {
  const count = (isFishing: boolean, said: boolean) => points.filter((one) => one.isFishing === isFishing && says(one) === said).length
  return (2 * count(true, true)) / Math.max(1, 2 * count(true, true) + count(false, true) + count(true, false))
}

function message(trackId: string, { atMs, lat, lon }: Point): ObservationOf<typeof vessel> {
  const body = { trackId, source: 'radar', datum: 'WGS-84' }
  return observe(vessel, body, { atMs, id: 'radar', key: 'water:closed', site: { lat, lon }, reported: true })
}
