import { describe, expect, it } from 'vitest'
import type { Sighting } from '#scenarios/epidemic-control/memory/people.ts'
import { companionDefaults, findCompanions } from '#scenarios/epidemic-control/screening/companions.ts'
import { cellMetres, cellOf } from '#scenarios/epidemic-control/screening/grid.ts'

const rules = companionDefaults
const grid = { cellMetres, referenceLat: 30.2 }
const start = Date.UTC(2026, 10, 10)
const minute = 60_000
const here = { lat: 30.2, lon: 150.2 }
const far = { lat: 30.3, lon: 150.2 }

const seen = (ref: string, fromMinute: number, toMinute: number, at = here): Sighting => ({
  ref,
  cell: cellOf(at, grid),
  fromMs: start + fromMinute * minute,
  toMs: start + toMinute * minute,
})
/** Thirty-one hours in one cell, in two parts. */
const resident = [seen('a', 0, 900), seen('a', 2_000, 2_960)]

describe('companions in space and time', () => {
  it('were in one cell for ten minutes, one of them for thirty hours', () => {
    expect(findCompanions([...resident, seen('b', 100, 112)], rules)).toEqual([{ a: 'a', b: 'b', togetherMinutes: 12 }])
  })

  it.each([
    ['nine minutes together', [...resident, seen('b', 100, 109)]],
    ['another cell', [...resident, seen('b', 100, 112, far)]],
    ['another time', [...resident, seen('b', 1_000, 1_100)]],
    ['neither of them there for long', [seen('a', 0, 900), seen('b', 100, 112)]],
    ['the same reference', [...resident, seen('a', 100, 112)]],
    ['longer ago than two weeks', [...resident, seen('b', 100, 112), seen('c', 30_000, 30_001, far)]],
  ])('are none for %s', (_what, sightings) => {
    expect(findCompanions(sightings, rules)).toEqual([])
  })

  it('counts overlapping sightings of one reference once', () => {
    expect(findCompanions([seen('a', 0, 900), seen('a', 0, 900), seen('a', 10, 900), seen('b', 100, 112)], rules)).toEqual([])
  })

  it('are a pair once, with their longest meeting', () => {
    expect(findCompanions([...resident, seen('b', 100, 112), seen('b', 2_100, 2_140)], rules)).toEqual([
      { a: 'a', b: 'b', togetherMinutes: 40 },
    ])
  })

  it('are none when nobody was seen', () => {
    expect(findCompanions([], rules)).toEqual([])
  })
})
