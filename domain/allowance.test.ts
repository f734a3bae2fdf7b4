import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Allowance, use } from '#domain/allowance.ts'

const allowance: Allowance = { perSecond: 10, burst: 5 }

describe('an allowance', () => {
  it('lets a burst through, and then one in its time', () => {
    const waits: number[] = []
    let paidUntilMs: number | undefined
    for (let number = 0; number < 7; number++) {
      const used = use(paidUntilMs, 1_000, allowance)
      paidUntilMs = used.paidUntilMs
      waits.push(used.waitMs)
    }
    expect(waits).toEqual([0, 0, 0, 0, 0, 100, 200])
    expect(use(paidUntilMs, 60_000, allowance).waitMs).toBe(0)
  })

  it('never lets more through than the burst and the rate, whenever they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (gaps) => {
        let [nowMs, paidUntilMs, through]: [number, number | undefined, number] = [0, undefined, 0]
        for (const gapMs of gaps) {
          nowMs += gapMs
          const used = use(paidUntilMs, nowMs, allowance)
          if (used.waitMs > 0) continue
          paidUntilMs = used.paidUntilMs
          through++
        }
        expect(through).toBeLessThanOrEqual(allowance.burst + (nowMs / 1000) * allowance.perSecond + 1)
      }),
    )
  })
})
