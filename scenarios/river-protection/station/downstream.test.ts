import { describe, expect, it } from 'vitest'
import type { RiverMemory, StationMemory } from '#scenarios/river-protection/memory.ts'
import { riverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { newlyConfirmed } from '#scenarios/river-protection/station/downstream.ts'

const limits = riverProtectionLimits.parse({
  stations: { above: { downstream: [{ station: 'below', fromMinutes: 60, toMinutes: 180 }] } },
})
const station = (onsetMinutes: number): StationMemory => ({
  name: 'x',
  site: { lat: 30, lon: 150 },
  seenMs: 0,
  newest: {},
  sensors: {},
  faults: {},
  warning: { onsetMs: onsetMinutes * 60_000, rank: 1, items: 1 },
})
const river = (above: number, below: number): RiverMemory => ({ stations: { above: station(above), below: station(below) }, gauges: {} })

describe('a station downstream', () => {
  it('confirms what began above it within the travel time of the water', () => {
    expect(newlyConfirmed(river(0, 90), 'below', limits)).toEqual([{ upstream: 'above', downstream: 'below' }])
    expect(newlyConfirmed(river(0, 90), 'above', limits)).toHaveLength(1)
  })

  it('confirms nothing that began too early, too late, or before', () => {
    for (const minutes of [30, 200, -90]) expect(newlyConfirmed(river(0, minutes), 'below', limits)).toEqual([])
  })

  it('confirms once, and only when one of the two has just spoken', () => {
    const once = river(0, 90)
    if (once.stations.above?.warning) once.stations.above.warning.confirmedBy = 'below'
    expect(newlyConfirmed(once, 'below', limits)).toEqual([])
    expect(newlyConfirmed(river(0, 90), 'elsewhere', limits)).toEqual([])
  })
})
