import { describe, expect, it } from 'vitest'
import { correctionMs, lagAfter } from '#scenarios/anti-drowning/camera/clock-lag.ts'

describe('a camera’s clock', () => {
  it('that is right enough is not corrected', () => {
    expect(correctionMs(undefined)).toBe(0)
    expect(correctionMs(4_900)).toBe(0)
    expect(correctionMs(-4_900)).toBe(0)
  })

  it('is corrected by the quickest delivery, in both directions', () => {
    expect(correctionMs(lagAfter(lagAfter(undefined, 62_000, 0), 60_300, 1_000))).toBe(60_300)
    expect(correctionMs(lagAfter(undefined, -240_000, 0))).toBe(-240_000)
  })

  it('is not doubted because one message was held up', () => {
    expect(lagAfter(300, 40_000, 1_000)).toBe(300)
  })

  it('that was set back is believed after a while', () => {
    let lagMs = 300
    for (let minute = 0; minute < 120; minute++) lagMs = lagAfter(lagMs, 60_300, 60_000)
    expect(lagMs).toBe(60_300)
  })

  it('is not written down for the network’s moods', () => {
    expect(lagAfter(300, 180, 1_000)).toBe(300)
  })
})
