import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countiesFolder, readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { sha256 } from '#domain/digest.ts'
import { areaContains, findArea } from '#domain/geo/area.ts'
import { bearingDeg, distanceMetres } from '#domain/geo/distance.ts'
import { countyContext } from '#scenarios/county-context.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { scenarios } from '#scenarios/index.ts'
import type { RiverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { demoCounty, demoSeed } from '#scripts/demo-county/generate.ts'

const files = demoCounty(demoSeed)
const result = parseCounty(readCountyFiles('demo'), scenarios)
if (!result.ok) throw new Error(JSON.stringify(result.problems))
const { county } = result
const ofKind = (kind: string) => county.areas.filter(({ properties }) => properties.kind === kind)
const positionOf = ([lon, lat]: readonly number[]) => ({ lat: lat ?? Number.NaN, lon: lon ?? Number.NaN })

describe('the demo county', () => {
  it.each(Object.entries(files))('has in %s what its seed makes today', (name, content) => {
    // Line ends are git's affair: a checkout on Windows may have turned them.
    const committed = readFileSync(join(countiesFolder, 'demo', name), 'utf8').replaceAll('\r\n', '\n')
    expect(sha256(committed)).toBe(sha256(content))
  })

  it('is another county with another seed', () => {
    expect(demoCounty(demoSeed + 1)['areas.geojson']).not.toBe(files['areas.geojson'])
  })

  it('stays small enough to be read in a review', () => {
    const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0)
    expect(bytes).toBeLessThan(500_000)
  })

  it('has two thousand devices, and lies where no county is', () => {
    expect(county.devices.length).toBeGreaterThanOrEqual(2_000)
    expect(county.devices.length).toBeLessThanOrEqual(2_050)
    expect(county.devices.every(({ site }) => site.lat > 29 && site.lat < 31 && site.lon > 149 && site.lon < 151)).toBe(true)
  })

  it('leaves epidemic control off, with limits that name every one there is', () => {
    expect(county.enabled).not.toContain('epidemic-control')
    const given = county.file.scenarios['epidemic-control']?.limits ?? {}
    const stated = epidemicControl.limits.parse(given) as Record<string, object>
    expect(Object.keys(given).sort()).toEqual(Object.keys(stated).sort())
    for (const group of ['screening', 'streets']) {
      const all = stated[group] ?? {}
      expect(Object.keys(given[group] as object).sort()).toEqual(Object.keys(all).sort())
    }
  })

  it('names no two places of a kind alike', () => {
    for (const kind of ['town', 'village', 'forest', 'drowning', 'section', 'road', 'grid']) {
      const names = ofKind(kind).flatMap(({ properties: { name } }) => [name.zh, name.en])
      expect(names.length).toBeGreaterThan(0)
      expect(new Set(names).size).toBe(names.length)
    }
  })

  it('keeps villages and towns out of forests and waters', () => {
    const closedGround = [...ofKind('forest'), ...ofKind('river'), ...ofKind('reservoir')]
    const places = [...ofKind('village'), ...ofKind('town')]
    expect(places).toHaveLength(67)
    const built = places.filter(({ geometry }) => findArea(closedGround, positionOf(geometry.coordinates as number[])))
    expect(built).toEqual([])
  })

  it('keeps every corner of forest, water and grid inside its boundary', () => {
    const boundary = ofKind('boundary')[0]?.geometry
    const inner = ['forest', 'river', 'reservoir', 'grid', 'drowning', 'closed-fishing'].flatMap(ofKind)
    const corners = inner.flatMap(({ geometry }) => (geometry.coordinates as number[][][]).flat())
    expect(corners.length).toBeGreaterThan(1_000)
    expect(corners.filter((corner) => !boundary || !areaContains(boundary, positionOf(corner)))).toEqual([])
  })

  it('has three forests of four seen by two towers whose bearings cross well', () => {
    const angles = ofKind('forest').flatMap(({ properties, geometry }) => {
      const [a, b] = county.devices.filter(({ id, watches }) => id.startsWith('tower-') && watches.includes(properties.id))
      const corners = (geometry.coordinates as number[][][])[0] ?? []
      const middle = positionOf([0, 1].map((axis) => corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / corners.length))
      return a && b ? [Math.abs(bearingDeg(a.site, middle) - bearingDeg(b.site, middle)) % 180] : []
    })
    expect(angles).toHaveLength(3)
    for (const angle of angles) expect(Math.min(angle, 180 - angle)).toBeGreaterThan(40)
  })

  it('has a water station on each section and at the intake, and a gauge whose stages are known', () => {
    const stations = county.devices.filter(({ kinds }) => kinds.includes('water-quality'))
    expect(stations.map(({ watches }) => watches)).toEqual([
      ['water-river', 'section-1'],
      ['water-river', 'section-2'],
      ['water-reservoir'],
    ])
    const limits = county.stated.get('river-protection') as RiverProtectionLimits
    expect(Object.keys(limits.stations)).toEqual(stations.map(({ id }) => id))
    expect(Object.keys(limits.gauges)).toEqual(county.devices.filter(({ kinds }) => kinds.includes('water-level')).map(({ id }) => id))
  })

  it('has a receiver and a radar at its closed reach, in which harbour and ferry are exempt and loudspeakers call', () => {
    const [reach] = ofKind('closed-fishing')
    const watching = county.devices.filter(({ kinds }) => kinds.includes('vessel'))
    expect(watching.map(({ watches }) => watches)).toEqual([['closed-fishing-1'], ['closed-fishing-1']])
    const limits = countyContext(county).limitsOf('fishing-ban') as FishingBanLimits
    expect(limits.closed.map(({ id }) => id)).toEqual([reach?.properties.id])
    expect(limits.exempt.map(({ id }) => id)).toEqual(['harbour-1', 'ferry-lane-1'])
    expect(limits.speakers).toEqual({ 'closed-fishing-1': ['horn-18', 'horn-19'] })
  })

  it('has a loudspeaker within a few steps of every waterside camera', () => {
    const cameras = county.devices.filter(({ id }) => id.startsWith('cam-'))
    expect(cameras).toHaveLength(24)
    for (const camera of cameras) {
      const horns = county.devices.filter(({ kinds }) => kinds.includes('speaker-ack'))
      expect(Math.min(...horns.map(({ site }) => distanceMetres(site, camera.site)))).toBeLessThan(50)
    }
  })
})
