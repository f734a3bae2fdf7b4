import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterSample } from '#scenarios/river-protection/event/event.ts'
import type { EventState } from '#scenarios/river-protection/memory.ts'
import { eventLimits } from '#scenarios/river-protection/schema.ts'

const limits = eventLimits.parse({})
const minute = 60_000
const start = Date.UTC(2026, 5, 1)
/** A little movement around 8.00 and 250. */
const usual = (index: number) => ({ pH: 8 + 0.01 * (index % 3), conductivity: 250 + (index % 4) })

function play(samples: Record<string, number>[], state?: EventState, from = 0, rules = limits) {
  const alarms: string[][] = []
  let now = state
  samples.forEach((values, index) => {
    const step = afterSample(now, { atMs: start + (from + index) * minute, values }, rules)
    now = step.state
    alarms.push(step.moved)
  })
  return { state: now, alarms }
}

const quietDay = play(Array.from({ length: 600 }, (_, index) => usual(index)))
const held = (count: number, values: Record<string, number>) =>
  Array.from({ length: count }, (_, index) => ({ ...usual(index), ...values }))

describe('an event', () => {
  it('is no single sample, and is one when two of three stand out', () => {
    expect(play(held(1, { conductivity: 400 }), quietDay.state, 600).alarms).toEqual([[]])
    expect(play(held(2, { conductivity: 400 }), quietDay.state, 600).alarms.at(-1)).toEqual(['conductivity'])
  })

  it('names every item that moves, furthest first', () => {
    expect(play(held(2, { conductivity: 400, pH: 6.5 }), quietDay.state, 600).alarms.at(-1)).toEqual(['pH', 'conductivity'])
  })

  it('waits for four of six in the quiet profile', () => {
    const quiet = { ...limits, profile: 'quiet' as const }
    expect(play(held(4, { pH: 6.5 }), quietDay.state, 600, quiet).alarms.map(({ length }) => length)).toEqual([0, 0, 0, 1])
  })

  it('ends when the water is as before, and leaves no look behind', () => {
    const after = play([...held(5, { pH: 6.5 }), ...held(3, {})], quietDay.state, 600)
    expect(after.alarms.at(-1)).toEqual([])
    expect(after.state?.samples).toEqual([])
  })

  it('becomes the new level when it lasts', () => {
    const hours5 = play(held(300, { conductivity: 400 }), quietDay.state, 600)
    expect(hours5.alarms[200]).toEqual(['conductivity'])
    expect(hours5.alarms.at(-1)).toEqual([])
    expect(play(held(2, { conductivity: 250 }), hours5.state, 900).alarms.at(-1)).toEqual(['conductivity'])
  })

  it('is reported from a slow item by that item alone: quick ones in between do not count as looks', () => {
    const slow = play(
      Array.from({ length: 400 }, (_, index) => ({ ...usual(index), NH3N: 0.3 })),
      undefined,
    )
    const mixed = [{ NH3N: 3 }, ...Array.from({ length: 20 }, (_, index) => usual(index)), { NH3N: 3 }]
    expect(play(mixed, slow.state, 400).alarms.at(-1)).toEqual(['NH3N'])
  })

  it('never comes from temperature or flow', () => {
    const hot = Array.from({ length: 700 }, (_, index) => ({ temperature: index < 600 ? 15 : 35, flow: index < 600 ? 100 : 9_000 }))
    expect(play(hot).alarms.flat()).toEqual([])
  })

  it('never comes from noise of a few steps of the sensor', () => {
    const noise = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 200, maxLength: 200 })
    fc.assert(
      fc.property(noise, (steps) => {
        expect(play(steps.map((step) => ({ pH: 7 + step * 0.01 }))).alarms.flat()).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('does not depend on the order of neighbours', () => {
    const [a, b, c] = held(3, { pH: 6.5 }).map((values, index) => ({ atMs: start + (600 + index) * minute, values }))
    const inTurn = [a, b, c].reduce((state, one) => (one ? afterSample(state, one, limits).state : state), quietDay.state)
    const shuffled = [b, a, c].reduce((state, one) => (one ? afterSample(state, one, limits).state : state), quietDay.state)
    expect(shuffled?.samples).toEqual(inTurn?.samples)
  })
})

describe('what is remembered', () => {
  it('is the very same after a quiet sample that is not due', () => {
    const step = afterSample(quietDay.state, { atMs: start + 599 * minute + 1_000, values: usual(0) }, limits)
    expect(step.state).toBe(quietDay.state)
  })

  it('stays under 30 KB for the items of a full station', () => {
    const full = { pH: 8.36, DO: 8.15, conductivity: 1_211, turbidity: 43.21, redox: 753, CODMn: 12.3, NH3N: 1.55, TP: 0.345, TN: 2.55 }
    const wild = Array.from({ length: 2_000 }, (_, index) =>
      Object.fromEntries(Object.entries(full).map(([code, value]) => [code, index % 900 < 300 ? value * 3 : value + index * 0.001])),
    )
    expect(JSON.stringify(play(wild).state).length).toBeLessThan(30_000)
  })
})
