import { keysOf } from '#domain/entries.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { vitals } from '#domain/observation/kinds/home-care.ts'

export type VitalsBody = BodyOf<typeof vitals>
export type News2 = { total: number; highest: number }

/** From this value up the points hold, highest value first. */
type Bands = readonly (readonly [from: number, points: number])[]

/** National Early Warning Score 2 (Royal College of Physicians 2017), scale 1 of oxygen saturation. */
const bands: Record<'respiratoryRatePerMin' | 'spo2Pct' | 'systolicMmHg' | 'pulsePerMin' | 'tempC', Bands> = {
  respiratoryRatePerMin: [
    [25, 3],
    [21, 2],
    [12, 0],
    [9, 1],
    [Number.NEGATIVE_INFINITY, 3],
  ],
  spo2Pct: [
    [96, 0],
    [94, 1],
    [92, 2],
    [Number.NEGATIVE_INFINITY, 3],
  ],
  systolicMmHg: [
    [220, 3],
    [111, 0],
    [101, 1],
    [91, 2],
    [Number.NEGATIVE_INFINITY, 3],
  ],
  pulsePerMin: [
    [131, 3],
    [111, 2],
    [91, 1],
    [51, 0],
    [41, 1],
    [Number.NEGATIVE_INFINITY, 3],
  ],
  tempC: [
    [39.1, 2],
    [38.1, 1],
    [36.1, 0],
    [35.1, 1],
    [Number.NEGATIVE_INFINITY, 3],
  ],
}

const measures = keysOf(bands)

/** The score of one set, or nothing when any of the seven is missing: a missing value is not a normal one. */
export function news2Of({ onOxygen, consciousness, ...measured }: VitalsBody): News2 | undefined {
  if (onOxygen === undefined || consciousness === undefined) return undefined
  const points = [onOxygen ? 2 : 0, consciousness === 'A' ? 0 : 3]
  for (const name of measures) {
    const value = measured[name]
    if (value === undefined) return undefined
    points.push(pointsOf(bands[name], name === 'tempC' ? Math.round(value * 10) / 10 : Math.round(value)))
  }
  return { total: points.reduce((sum, one) => sum + one, 0), highest: Math.max(...points) }
}

function pointsOf(table: Bands, value: number): number {
  return table.find(([from]) => value >= from)?.[1] ?? 0
}
