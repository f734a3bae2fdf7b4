import { describe, expect, it } from 'vitest'
import { emptyAgenda } from '#domain/agenda.ts'
import type { County } from '#domain/county/county.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import { generators } from '#local/ground-truth/generators.ts'
import { shareInterval } from '#local/ground-truth/interval.ts'
import { measureQuality } from '#local/ground-truth/quality.ts'
import { loadCounty } from '#local/load-county.ts'

/** A corner of the demo county: two spots, one forest without its hundreds of nodes, the quarter, the stations. */
const corner = cornerOf(loadCounty('demo'))
const startMs = Date.UTC(2026, 6, 14, 16)

describe('an invented day with known truth', () => {
  it('keeps the floor: nobody in danger missed, three alarms in five right, nothing lost', async () => {
    const report = await measureQuality(corner, { seeds: [1, 2], days: 1, season: 'summer', startMs }, () => undefined)
    expect(report.problems).toEqual([])
    expect(report.rows.find(({ scenario }) => scenario === 'anti-drowning')?.vital).toMatch(/^([1-9]\d*)\/\1$/)
    for (const { happened, told, scenario } of report.rows)
      expect(told / Math.max(1, happened), scenario).toBeGreaterThanOrEqual(happened ? 0.8 : 0)
  }, 120_000)

  it('is the same day under the same seed', async () => {
    const day = () => playDay({ county: tiny(corner), seed: 7, startMs, days: 1, season: 'winter', generators })
    const [first, second] = [await day(), await day()]
    expect(second.messages).toEqual(first.messages)
    expect(second.incidents.map(({ id }) => id)).toEqual(first.incidents.map(({ id }) => id))
  }, 60_000)
})

describe('the agenda', () => {
  it('gives back what comes first, and in the order of entry at one moment', () => {
    const agenda = emptyAgenda()
    const done: string[] = []
    for (const [atMs, name] of [
      [3, 'c'],
      [1, 'a'],
      [2, 'b'],
      [1, 'a2'],
    ] as const)
      agenda.add(atMs, () => done.push(name))
    for (let entry = agenda.next(); entry; entry = agenda.next()) entry.act()
    expect(done).toEqual(['a', 'a2', 'b', 'c'])
  })
})

describe('an interval', () => {
  it('agrees with published values of Wilson', () => {
    const { low, high } = shareInterval(8, 10) ?? { low: 0, high: 0 }
    expect([low, high].map((figure) => Number(figure.toFixed(3)))).toEqual([0.49, 0.943])
    expect(shareInterval(0, 0)).toBeUndefined()
  })
})

function cornerOf(county: County): County {
  const kept = /^(cam|horn|ir)-(1|3)$|^(tower|ws)-1|^hs-1-00|^(gas|co|smk|el|gate|lift|lane|mh|fl|hyd|wq|wl)-/
  return { ...county, devices: county.devices.filter(({ id }) => kept.test(id)) }
}

function tiny(county: County): County {
  return { ...county, devices: county.devices.filter(({ id }) => /^(cam|horn)-1$|^gas-1$/.test(id)) }
}
