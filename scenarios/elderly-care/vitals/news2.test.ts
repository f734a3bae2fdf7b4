import { describe, expect, it } from 'vitest'
import { play, type Said } from '#scenarios/elderly-care/player.fixture.ts'
import { news2Of, type VitalsBody } from '#scenarios/elderly-care/vitals/news2.ts'

const well: VitalsBody = {
  respiratoryRatePerMin: 16,
  spo2Pct: 97,
  onOxygen: false,
  systolicMmHg: 128,
  pulsePerMin: 72,
  consciousness: 'A',
  tempC: 36.6,
}

describe('NEWS2', () => {
  it.each([
    ['respiratoryRatePerMin', [8, 3], [9, 1], [11, 1], [12, 0], [20, 0], [21, 2], [24, 2], [25, 3]],
    ['spo2Pct', [91, 3], [92, 2], [93, 2], [94, 1], [95, 1], [96, 0]],
    ['systolicMmHg', [90, 3], [91, 2], [100, 2], [101, 1], [110, 1], [111, 0], [219, 0], [220, 3]],
    ['pulsePerMin', [40, 3], [41, 1], [50, 1], [51, 0], [90, 0], [91, 1], [110, 1], [111, 2], [130, 2], [131, 3]],
    ['tempC', [35, 3], [35.1, 1], [36, 1], [36.1, 0], [38, 0], [38.1, 1], [39, 1], [39.1, 2]],
    ['onOxygen', [true, 2], [false, 0]],
    ['consciousness', ['A', 0], ['C', 3], ['V', 3], ['P', 3], ['U', 3]],
  ] as [keyof VitalsBody, ...[unknown, number][]][])('gives %s its points at every edge of its bands', (name, ...edges) => {
    for (const [value, points] of edges) expect(news2Of({ ...well, [name]: value })?.total, String(value)).toBe(points)
  })

  it('adds up, and gives no score when any of the seven is missing', () => {
    expect(news2Of({ ...well, respiratoryRatePerMin: 22, spo2Pct: 93, pulsePerMin: 115 })).toEqual({ total: 6, highest: 2 })
    for (const name of Object.keys(well)) expect(news2Of({ ...well, [name]: undefined })).toBeUndefined()
  })
})

describe('vital signs', () => {
  const set = (seconds: number, more: object): Said => [seconds, 'cuff-1', 'vitals', { ...well, ...more }]

  it('are urgent from five points or one single three, an emergency from seven, and over below; each reported once', () => {
    const said = [
      set(0, {}),
      set(60, { pulsePerMin: 140 }),
      set(120, { pulsePerMin: 140 }),
      set(180, { pulsePerMin: 140, spo2Pct: 90, tempC: 38.5 }),
      set(240, {}),
    ]
    expect(play(said).told).toEqual(['vitals-urgent', 'vitals-emergency', 'passed'])
  })

  it('say that this is no medical device', () => {
    expect(play([set(0, { consciousness: 'U' })]).found).toMatchObject([
      { reason: { text: { zh: expect.stringContaining('不是医疗器械'), en: expect.stringContaining('not a medical device') } } },
    ])
  })
})
