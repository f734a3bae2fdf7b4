import { describe, expect, it } from 'vitest'
import { seededRng } from '#local/seeded-rng.ts'
import { poissonCount } from '#scenarios/epidemic-control/surveillance/poisson.ts'
import { chanceOf, mostLikelyCluster, nearestZones } from '#scenarios/epidemic-control/surveillance/scan.ts'

/** Twelve streets in a row, each about a kilometre from the next. */
const streets = Array.from({ length: 12 }, (_, at) => ({ lat: 30.2, lon: 150 + at * 0.01 }))
const zones = nearestZones(streets, 4)
const expected = Array.from({ length: 7 }, () => streets.map(() => 5))

const countsWith = (outbreak: number[], days: number) => {
  const rng = seededRng(3)
  return expected.map((row, day) =>
    row.map((mean, street) => poissonCount(outbreak.includes(street) && day >= 7 - days ? 4 * mean : mean, rng)),
  )
}

describe('zones', () => {
  it('hold each place alone and with its nearest neighbours, each set once', () => {
    expect(zones.filter(({ length }) => length === 1)).toHaveLength(12)
    expect(new Set(zones.map(String)).size).toBe(zones.length)
    expect(zones).toContainEqual([0, 1, 2, 3])
  })
})

describe('the space-time scan', () => {
  it('finds the streets and the days of an outbreak, which chance hardly makes', () => {
    const data = { counts: countsWith([4, 5, 6], 3), expected }
    const cluster = mostLikelyCluster(data, zones)
    expect(cluster).toMatchObject({ places: [4, 5, 6], duration: 3 })
    if (cluster) expect(chanceOf(cluster, data, zones, seededRng(1), { replicates: 199 })).toBe(1 / 200)
  })

  it('takes an ordinary week for chance', () => {
    const data = { counts: countsWith([], 0), expected }
    const cluster = mostLikelyCluster(data, zones)
    if (cluster) expect(chanceOf(cluster, data, zones, seededRng(1), { replicates: 199 })).toBeGreaterThan(0.05)
  })

  it('finds nothing where nothing exceeds what was expected', () => {
    expect(mostLikelyCluster({ counts: expected, expected }, zones)).toBeUndefined()
  })

  it('says the same for the same seed', () => {
    const data = { counts: countsWith([1], 2), expected }
    const cluster = mostLikelyCluster(data, zones)
    if (!cluster) throw new Error('no cluster')
    const chance = () => chanceOf(cluster, data, zones, seededRng(9), { replicates: 99 })
    expect(chance()).toBe(chance())
  })

  it.each([0.005, 0.05, 0.3])('says of a chance whether it is at most %f as one that is drawn to the end', (atMost) => {
    for (const days of [0, 1, 2, 3]) {
      const data = { counts: countsWith([4, 5, 6], days), expected }
      const cluster = mostLikelyCluster(data, zones)
      if (!cluster) throw new Error('no cluster')
      const ask = (more: object) => chanceOf(cluster, data, zones, seededRng(9), { replicates: 99, baselineTimes: 28, ...more })
      const whole = ask({})
      expect(whole <= atMost ? ask({ atMost }) : ask({ atMost }) > atMost).toBe(whole <= atMost ? whole : true)
    }
  })
})

describe('a drawn count', () => {
  it.each([0.5, 20, 1_300])('has the mean %f', (mean) => {
    const rng = seededRng(5)
    const draws = Array.from({ length: 4_000 }, () => poissonCount(mean, rng))
    const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / draws.length))
  })
})
