import { describe, expect, it } from 'vitest'
import type { Rng } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'

const draw = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.next())

describe('seeded numbers', () => {
  it('are the same for the same seed and others for another', () => {
    expect(draw(seededRng(42), 5)).toEqual(draw(seededRng(42), 5))
    expect(draw(seededRng(42), 5)).not.toEqual(draw(seededRng(43), 5))
    expect(seededRng(42).next()).toBe(0.6011037519201636)
  })

  it('spread evenly from 0 up to 1', () => {
    const counts = new Array<number>(10).fill(0)
    for (const value of draw(seededRng(7), 100_000)) counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500) // five standard deviations
  })

  it('fork by name, whatever was drawn before', () => {
    const used = seededRng(42)
    draw(used, 100)
    expect(draw(used.fork('forests'), 5)).toEqual(draw(seededRng(42).fork('forests'), 5))
    expect(draw(used.fork('forests'), 5)).not.toEqual(draw(used.fork('waters'), 5))
    expect(draw(used.fork('forests'), 5)).not.toEqual(draw(seededRng(43).fork('forests'), 5))
  })
})
