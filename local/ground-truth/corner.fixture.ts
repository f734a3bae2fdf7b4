import { expect } from 'vitest'
import type { County } from '#domain/county/county.ts'
import { measureQuality } from '#local/ground-truth/quality.ts'
import { loadCounty } from '#local/load-county.ts'

export const startMs = Date.UTC(2026, 6, 14, 16)
/** A corner of the demo county: two spots, one forest without its hundreds of nodes, the quarter, the stations. */
export const corner = cornerOf(loadCounty('demo'))

/** Nobody in danger is missed, three alarms in five are right, nothing is lost, over one day under each of these seeds. */
export async function expectTheFloor(seeds: number[]): Promise<void> {
  const report = await measureQuality(corner, { seeds, days: 1, season: 'summer', startMs }, () => undefined)
  expect(report.problems).toEqual([])
  expect(report.rows.find(({ scenario }) => scenario === 'anti-drowning')?.vital).toMatch(/^([1-9]\d*)\/\1$/)
  for (const { happened, told, scenario } of report.rows)
    expect(told / Math.max(1, happened), scenario).toBeGreaterThanOrEqual(happened ? 0.8 : 0)
}

function cornerOf(county: County): County {
  const kept = /^(cam|horn|ir)-(1|3)$|^(tower|ws)-1|^hs-1-00|^(gas|co|smk|el|gate|lift|lane|mh|fl|hyd|wq|wl)-/
  return { ...county, devices: county.devices.filter(({ id }) => kept.test(id)) }
}
