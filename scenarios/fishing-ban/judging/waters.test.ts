import { describe, expect, it } from 'vitest'
import type { Area } from '#domain/county/county-file.ts'
import { closedWaterAt, locateWaters } from '#scenarios/fishing-ban/judging/waters.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { clock } from '#test/fixtures/clock.ts'

const square = (id: string, kind: string, west: number, size: number): Area => ({
  type: 'Feature',
  geometry: {
    type: 'Polygon',
    coordinates: [[0, 1, 2, 3, 0].map((corner) => [west + (corner % 3 ? size : 0), 30 + (corner > 1 ? size : 0)])],
  },
  properties: { id, kind, name: { zh: id, en: id } },
})
const areas = [square('c-1', 'closed-fishing', 111, 0.1), square('c-2', 'closed-fishing', 112, 0.1), square('h-1', 'harbour', 111, 0.01)]
const located = (over: object = {}) => locateWaters(fishingBanLimits.parse(over), { areas, ...clock })
const at = (lon: number) => ({ lat: 30.005, lon })
const dayMs = (date: string) => Date.parse(`${date}T12:00:00+08:00`)

describe('closed waters', () => {
  it('come from the map, without harbours and without what is not closed', () => {
    expect(closedWaterAt(at(111.05), 0, 'water-river', located())).toBe('c-1')
    expect(closedWaterAt(at(111.005), 0, 'water-river', located())).toBeUndefined()
    expect(closedWaterAt(at(113), 0, 'water-river', located())).toBeUndefined()
  })

  it('are each answered for by their own memory', () => {
    expect(closedWaterAt(at(112.05), 0, 'c-1', located())).toBeUndefined()
    expect(closedWaterAt(at(112.05), 0, 'c-2', located())).toBe('c-2')
  })

  it.each([
    ['2026-03-01', 'c-1'],
    ['2026-06-30', 'c-1'],
    ['2026-07-01', undefined],
    ['2026-12-31', 'c-1'],
    ['2026-02-01', 'c-1'],
    ['2026-02-02', undefined],
  ])('on %s are %s', (date, water) => {
    const seasons = {
      'c-1': [
        { from: '03-01', to: '06-30' },
        { from: '11-01', to: '02-01' },
      ],
    }
    expect(closedWaterAt(at(111.05), dayMs(date), 'c-1', located({ seasons }))).toBe(water)
  })
})
