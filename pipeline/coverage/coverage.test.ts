import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Area } from '#domain/county/county-file.ts'
import { areaContains, type Geometry } from '#domain/geo/area.ts'
import { type FieldOfView, outlineOf } from '#domain/geo/field-of-view.ts'
import { containsPoint } from '#domain/geo/polygon.ts'
import { surfaceSquareMetres } from '#domain/geo/surface.ts'
import type { Device } from '#domain/observation/device.ts'
import { type CoverageSource, coverageOf } from '#pipeline/coverage/area-coverage.ts'
import { blindRemainder } from '#pipeline/coverage/blind-remainder.ts'
import { coverageSourcesOf } from '#pipeline/coverage/coverage-sources.ts'

const ring = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
/** A square of some four kilometres with a hole in it. */
const field = [ring(150, 30, 0.04), ring(150.018, 30.018, 0.004)]
const area = (id: string, geometry: Geometry): Area => ({
  type: 'Feature',
  geometry,
  properties: { id, kind: 'forest', name: { zh: id, en: id } },
})
const forest = area('forest-1', { type: 'Polygon', coordinates: field })

let numbers = 0
function device(sees: FieldOfView | undefined, more: Partial<Device> = {}): Device {
  return {
    id: `d-${++numbers}`,
    name: 'eye',
    kinds: ['vision'],
    site: { lat: 30.02, lon: 150.02 },
    watches: ['forest-1'],
    silenceSeconds: 900,
    status: 'active',
    ...(sees && { sees }),
    ...more,
  }
}
const eye = (sees: FieldOfView, more: Partial<Device> = {}, missing?: CoverageSource['missing']): CoverageSource => ({
  device: device(sees, more),
  ...(missing && { missing }),
})

const somewhere = fc.record({
  lat: fc.double({ min: 29.99, max: 30.05, noNaN: true }),
  lon: fc.double({ min: 149.99, max: 150.05, noNaN: true }),
})
const anyView = fc.record(
  {
    rangeMetres: fc.integer({ min: 20, max: 3_000 }),
    sector: fc.record({ fromDeg: fc.integer({ min: 0, max: 179 }), toDeg: fc.integer({ min: 180, max: 359 }) }),
  },
  { requiredKeys: ['rangeMetres'] },
)

describe('the blind remainder', () => {
  it('is a partition with what is seen: every place of the area is in exactly one of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(somewhere, anyView), { maxLength: 25 }),
        fc.array(somewhere, { minLength: 30, maxLength: 30 }),
        (eyes, places) => {
          const outlines = eyes.map(([site, view]) => outlineOf(site, view as FieldOfView))
          const blind = blindRemainder([field], outlines)
          const stepDeg = 2e-6 // corners are told to a decimetre: so close to an edge nothing is said
          for (const { lat, lon } of places) {
            const isSeen = (x: number, y: number) => outlines.some((outline) => containsPoint([outline], [x, y]))
            const isIn = (x: number, y: number) => containsPoint(field, [x, y])
            const around = [-1, 0, 1].flatMap((east) => [-1, 0, 1].map((north) => [lon + east * stepDeg, lat + north * stepDeg] as const))
            const answers = new Set(around.map(([x, y]) => isIn(x, y) && !isSeen(x, y)))
            if (answers.size > 1) continue
            expect(blind.some((polygon) => containsPoint(polygon, [lon, lat]))).toBe([...answers][0])
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stays whole with views that lie on each other, touch, or miss the area', () => {
    const site = { lat: 30.01, lon: 150.01 }
    const same = outlineOf(site, { rangeMetres: 500 })
    const halves = [
      outlineOf(site, { rangeMetres: 500, sector: { fromDeg: 0, toDeg: 180 } }),
      outlineOf(site, { rangeMetres: 500, sector: { fromDeg: 180, toDeg: 0 } }),
    ]
    const once = surfaceSquareMetres(blindRemainder([field], [same]))
    expect(surfaceSquareMetres(blindRemainder([field], [same, same, same]))).toBeCloseTo(once, 0)
    expect(surfaceSquareMetres(blindRemainder([field], [same, outlineOf({ lat: 31, lon: 151 }, { rangeMetres: 500 })]))).toBeCloseTo(
      once,
      0,
    )
    expect(Math.abs(surfaceSquareMetres(blindRemainder([field], halves)) / once - 1)).toBeLessThan(1e-4)
    expect(blindRemainder([field], halves)).toHaveLength(1)
  })

  it('leaves an area as it is when nobody looks, holes and turns as they may be, and nothing when all is seen', () => {
    const [outer, hole] = field as [[number, number][], [number, number][]]
    for (const rings of [field, [outer.toReversed(), hole], [outer, hole.toReversed()]])
      expect(surfaceSquareMetres(blindRemainder([rings], [])) / surfaceSquareMetres([field])).toBeCloseTo(1, 6)
    expect(blindRemainder([field], [outlineOf({ lat: 30.02, lon: 150.02 }, { rangeMetres: 5_000 })])).toEqual([])
  })

  it('keeps an island in a blind ring: what stands in a hole is a polygon of its own', () => {
    const lake: [number, number][][] = [ring(150, 30, 0.04), ring(150.01, 30.01, 0.02)]
    const island = [ring(150.018, 30.018, 0.004)]
    expect(blindRemainder([lake, island], [])).toHaveLength(2)
  })
})

describe('the coverage of areas', () => {
  it('tells what is seen now, what could be, and who is missing with the widest view first', () => {
    const [near, far] = [
      eye({ rangeMetres: 300 }, { site: { lat: 30.001, lon: 150.001 } }, 'faulty'),
      eye({ rangeMetres: 5_000 }, {}, 'silent'),
    ]
    const [coverage] = coverageOf([forest], [near, far, eye({ rangeMetres: 1_000 }, { site: { lat: 30.03, lon: 150.03 } })])
    expect(coverage).toMatchObject({ devices: 3, coveredIfAllWorkedPct: 100 })
    expect(coverage?.coveredPct).toBeGreaterThan(10)
    expect(coverage?.coveredPct).toBeLessThan(25)
    expect(coverage?.missing.map(({ why }) => why)).toEqual(['silent', 'faulty'])
    const blind: Geometry = { type: 'MultiPolygon', coordinates: coverage?.blind as [number, number][][][] }
    expect(areaContains(blind, { lat: 30.03, lon: 150.03 })).toBe(false)
    expect(areaContains(blind, { lat: 30.001, lon: 150.001 })).toBe(true)
    expect(areaContains(blind, { lat: 30.02, lon: 150.02 })).toBe(false) // the hole is no ground of the area
  })

  it('is 100 only where nothing is left', () => {
    const [almost] = coverageOf([forest], [eye({ rangeMetres: 2_650 })])
    expect(almost?.blind.length).toBeGreaterThan(0)
    expect(almost?.coveredPct).toBeLessThan(100)
    expect(coverageOf([forest], [eye({ rangeMetres: 5_000 })])[0]).toMatchObject({ coveredPct: 100, blind: [] })
  })

  it('counts only who watches the area, and leaves out what has no surface or nobody who sees', () => {
    const village = area('village-1', { type: 'Point', coordinates: [150, 30] })
    const other = area('forest-2', { type: 'Polygon', coordinates: [ring(150.1, 30, 0.01)] })
    const eyes = [
      eye({ rangeMetres: 100 }, { watches: ['forest-1', 'village-1'] }),
      { device: device(undefined, { watches: ['forest-2'] }) },
    ]
    expect(coverageOf([forest, village, other], eyes).map(({ area: one }) => one.properties.id)).toEqual(['forest-1'])
  })

  it('is the same whether or not narrow views under a wide one are looked at', () => {
    const nodes = Array.from({ length: 40 }, (_, index) =>
      eye({ rangeMetres: 50 }, { site: { lat: 30.001 * 1, lon: 150 + index / 1_000 } }),
    )
    const tower = eye({ rangeMetres: 2_000 })
    const [whole] = coverageOf([forest], [tower, ...nodes])
    const plain = blindRemainder(
      [field],
      [tower, ...nodes].map(({ device: { site, sees } }) => outlineOf(site, sees as FieldOfView)),
    )
    expect(surfaceSquareMetres(whole?.blind ?? [])).toBeCloseTo(surfaceSquareMetres(plain), 0)
  })
})

describe('an eye', () => {
  const none = new Set<string>()
  const seeing = device({ rangeMetres: 100 })
  const why = (
    state: 'heard' | 'silent' | 'never-heard' | 'disabled' | 'retired',
    faults: ('stuck' | 'battery-low')[] = [],
    doubted = none,
  ) => coverageSourcesOf([{ device: seeing, state, faults }], doubted).map(({ missing }) => missing ?? 'sees')

  it('sees while its device is heard and its readings are good', () => {
    expect([why('heard'), why('heard', ['battery-low']), why('heard', ['stuck'])]).toEqual([['sees'], ['sees'], ['faulty']])
    expect([why('silent'), why('never-heard'), why('disabled')]).toEqual([['silent'], ['never-heard'], ['disabled']])
    expect(why('heard', [], new Set([seeing.id]))).toEqual(['faulty'])
  })

  it('is none any more when its device was retired, and none when nobody registered what it sees', () => {
    expect(why('retired')).toEqual([])
    expect(coverageSourcesOf([{ device: device(undefined), state: 'heard', faults: [] }], none)).toEqual([])
  })
})
