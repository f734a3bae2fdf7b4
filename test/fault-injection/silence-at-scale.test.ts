import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import { hourMs, play, silenceOf, site, startMs } from '#test/fault-injection/silence.fixture.ts'

describe('the silence of five hundred devices', () => {
  it('is declared within each one’s deadline and 10 %, of none that speaks, and not early', async () => {
    const { messages, told, dead, shares } = await silenceOf(500)
    expect(messages).toMatchObject({ rejected: 0, failed: 0 })
    expect(told).toEqual(dead)
    expect(Math.max(...shares)).toBeLessThanOrEqual(1.1)
    expect(Math.min(...shares)).toBeGreaterThan(0.8)
  })

  it('behind one gateway is one incident', async () => {
    const gateway: Device = {
      id: 'gw',
      name: 'gw',
      kinds: ['hot-spot'],
      site,
      watches: [],
      silenceSeconds: 300,
      status: 'active',
      gateway: true,
    }
    const children = Array.from(
      { length: 200 },
      (_, index): Device => ({ ...gateway, id: `n-${index}`, name: `n-${index}`, silenceSeconds: 600, parent: 'gw' }),
    )
    const family = [gateway, ...children.map(({ gateway: _is, ...child }) => child)]
    const { incidents } = await play(family, () => startMs + hourMs / 2)
    expect(incidents.map(({ subject, level }) => `${subject} ${level}`)).toEqual(['gateway:gw gateway-silent'])
  })
})
