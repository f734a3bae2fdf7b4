import { describe, expect, it } from 'vitest'
import { afterSet } from '#scenarios/river-protection/classes/class-watch.ts'
import { assessSection } from '#scenarios/river-protection/classes/quality-class.ts'
import type { ClassState } from '#scenarios/river-protection/memory.ts'
import { riverProtectionLimits, unknownStation } from '#scenarios/river-protection/schema.ts'

const limits = riverProtectionLimits.parse({})
const minute = 60_000
const good = { pH: 7.6, DO: 8.1, CODMn: 1.9, NH3N: 0.12, TP: 0.05 }

function play(
  sets: { minutes: number; values: Record<string, number>; unconfirmed?: string[]; isManual?: boolean }[],
): ClassState | undefined {
  let state: ClassState | undefined
  for (const { minutes, values, unconfirmed = [], isManual = false } of sets) {
    const atMs = minutes * minute
    const items = Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value, atMs }]))
    const assessment = assessSection(items, atMs, { ...unknownStation, ...limits.classes, target: 3 })
    state = afterSet(state, { assessment, readingMs: () => atMs, unconfirmed, isManual }, unknownStation, limits)
  }
  return state
}

describe('sets of a section', () => {
  it('closer together than half an hour are one set', () => {
    const fourth = { ...good, NH3N: 1.2 }
    expect(play([0, 10, 20].map((minutes) => ({ minutes, values: fourth })))?.rank).toBe(0)
    expect(play([0, 10, 30].map((minutes) => ({ minutes, values: fourth })))?.rank).toBe(1)
  })

  it('do not count an item that waits to be confirmed for more than a check, nor hold the others back', () => {
    const wild = { ...good, NH3N: 9 }
    expect(play([{ minutes: 0, values: wild, unconfirmed: ['NH3N'] }])?.rank).toBe(1)
    expect(play([{ minutes: 0, values: { ...wild, TP: 0.35 }, unconfirmed: ['NH3N'] }])?.rank).toBe(2)
    expect(play([{ minutes: 0, values: wild, unconfirmed: ['TP'] }])?.rank).toBe(3)
  })

  it('stay at the gravest until enough better ones have come', () => {
    const story = [
      { minutes: 0, values: { ...good, NH3N: 9 } },
      { minutes: 60, values: { ...good, NH3N: 1.2 } },
      { minutes: 120, values: good },
    ]
    expect(play(story)?.rank).toBe(3)
    expect(play([...story, { minutes: 180, values: good }])).toBeUndefined()
    expect(play([...story.slice(0, 2), { minutes: 120, values: good, isManual: true }])).toBeUndefined()
  })
})
