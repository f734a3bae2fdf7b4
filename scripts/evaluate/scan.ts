import { dirname } from 'node:path'
import * as z from 'zod'
import { seededRng } from '#local/seeded-rng.ts'
import { chanceOf, mostLikelyCluster, nearestZones } from '#scenarios/epidemic-control/surveillance/scan.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atMost, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

type Row = Record<string, string>
const expectedSchema = z.object({ mlc: z.array(z.string()), duration: z.number(), score: z.number(), zones: z.number().optional() })
type Expected = z.infer<typeof expectedSchema>

/** Neighbours in the largest zone, as in the published analysis of New Mexico. */
const neighbours = 15
const replicates = 999

/**
 * Every folder below `scan` with places (`county`, `seat_long`, `seat_lat`), counts with their expectation (`year`, `county`,
 * `count`, `mu`) and an `expected.json` that names the published cluster: the same places, duration and score.
 */
export function evaluateScan(folder: string): EvaluationRow[] {
  const files = filesBelow(folder, 'scan')
  return files
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ name, text }) => {
      const { data: expected } = expectedSchema.safeParse(JSON.parse(text()))
      const beside = files.filter((file) => dirname(file.name) === dirname(name) && file.name.endsWith('.csv')).map((file) => file.text())
      const places = beside.flatMap((table) => tableOf(table, ['county', 'seat_long', 'seat_lat']) ?? [])
      const counts = beside.flatMap((table) => tableOf(table, ['year', 'county', 'count', 'mu']) ?? [])
      return expected && places.length > 0 && counts.length > 0 ? judge(name, places, counts, expected) : []
    })
}

function judge(name: string, geo: Row[], rows: Row[], expected: Expected): EvaluationRow[] {
  const places = geo.filter(({ county }) => rows.some((row) => row.county === county))
  const years = [...new Set(rows.map(({ year }) => Number(year)))].sort((a, b) => a - b)
  const table = (column: 'count' | 'mu') =>
    years.map((year) =>
      places.map(({ county }) => Number(rows.find((row) => Number(row.year) === year && row.county === county)?.[column] ?? 0)),
    )
  const data = { counts: table('count'), expected: table('mu') }
  const zones = nearestZones(
    places.map(({ seat_lat, seat_long }) => ({ lat: Number(seat_lat), lon: Number(seat_long) })),
    neighbours,
  )
  const cluster = mostLikelyCluster(data, zones)
  const found = cluster?.places.map((place) => places[place]?.county ?? '').sort()
  const missed = new Set([...expected.mlc, ...(found ?? [])]).size - expected.mlc.filter((place) => found?.includes(place)).length
  const chance = cluster ? chanceOf(cluster, data, zones, seededRng(1), { replicates }) : 1
  return [
    exactly(name, 'places of the cluster missed or too many', missed, 0, places.length, { note: found?.join(', ') ?? 'none' }),
    exactly(name, 'duration of the cluster', cluster?.duration ?? 0, expected.duration, years.length),
    exactly(name, 'score at two decimals', rounded(cluster?.score ?? 0), rounded(expected.score), zones.length, {
      note: `${zones.length} zones${expected.zones ? `, published ${expected.zones}` : ''}`,
    }),
    atMost(name, 'chance of as strong a cluster', chance, 0.05, replicates, { note: 'Monte Carlo, seed 1' }),
  ]
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
