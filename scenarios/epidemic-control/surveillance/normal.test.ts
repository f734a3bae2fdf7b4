import { describe, expect, it } from 'vitest'
import { normalCdf, normalQuantile } from '#scenarios/epidemic-control/surveillance/normal.ts'
import { studentTails } from '#scenarios/epidemic-control/surveillance/student.ts'

describe('distributions', () => {
  it.each([
    [0.999, 3.090232306167813],
    [0.995, 2.5758293035489004],
    [0.5, 0],
    [0.025, -1.9599639845400545],
  ])('have the printed normal quantile of %f', (p, quantile) => {
    expect(normalQuantile(p)).toBeCloseTo(quantile, 12)
    expect(normalCdf(quantile)).toBeCloseTo(p, 14)
  })

  it.each([
    [12.706, 1],
    [4.303, 2],
    [2.228, 10],
    [2.0395, 31],
    [1.96, 100_000],
  ])('reach Student’s t %f with %i degrees of freedom in one case of twenty', (t, freedom) => {
    expect(studentTails(t, freedom)).toBeCloseTo(0.05, 4)
    expect(studentTails(-t, freedom)).toBe(studentTails(t, freedom))
  })
})
