import { describe, expect, it } from 'vitest'
import { arrivals } from '#local/ground-truth/arrivals.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import { measureQuality } from '#local/ground-truth/quality.ts'
import { withScreening } from '#local/ground-truth/screening-on.ts'
import { loadCounty } from '#local/load-county.ts'

const startMs = Date.UTC(2026, 6, 14, 16)
const county = { ...loadCounty('template'), devices: loadCounty('template').devices.slice(0, 1) }
const screening = withScreening(county, startMs, 3)

describe('invented arrivals', () => {
  it('from a listed place are all red, the unclear ones are asked about, and hardly anybody is asked for nothing', async () => {
    const report = await measureQuality(screening, { seeds: [1, 2], days: 3, season: 'summer', startMs }, () => undefined)
    const row = report.rows.find(({ scenario }) => scenario === 'epidemic-control')
    expect(row).toMatchObject({ missed: [] })
    expect(row?.happened).toBeGreaterThan(30)
    expect(row?.vital).toMatch(/^([1-9]\d*)\/\1$/)
    expect(row?.precision?.share).toBe(1)
    expect(report.messages).toMatchObject({ rejected: 0, failed: 0 })
  })

  it('stay away where the county does not screen', async () => {
    const { messages, incidents } = await playDay({ county, seed: 1, startMs, days: 1, season: 'summer', generators: [arrivals] })
    expect([messages.sent, incidents.filter(({ scenario }) => scenario === 'epidemic-control').length]).toEqual([0, 0])
  })
})
