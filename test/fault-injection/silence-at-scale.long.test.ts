import { describe, expect, it } from 'vitest'
import { silenceOf } from '#test/fault-injection/silence.fixture.ts'

describe('the silence of ten thousand devices', () => {
  it('is declared within each one’s deadline and 10 %, of none that speaks, and not early', async () => {
    const { messages, told, dead, shares } = await silenceOf(10_000)
    expect(messages).toMatchObject({ rejected: 0, failed: 0 })
    expect(told).toEqual(dead)
    expect(Math.max(...shares)).toBeLessThanOrEqual(1.1)
    expect(Math.min(...shares)).toBeGreaterThan(0.8)
  })
})
