import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import { seededRng } from '#local/seeded-rng.ts'
import type { ClusterMemory } from '#scenarios/epidemic-control/memory/streets.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { dateOf } from '#scenarios/epidemic-control/streets/case-history.ts'
import { onCountForClusters } from '#scenarios/epidemic-control/streets/cluster-step.ts'
import { withStreetPlaces } from '#scenarios/epidemic-control/streets/street-places.ts'
import { poissonCount } from '#scenarios/epidemic-control/surveillance/poisson.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'

const firstDay = 20_400
const names = Array.from({ length: 9 }, (_, at) => `s${at}`)
const places = Object.fromEntries(names.map((name, at) => [name, { lat: 30.2 + Math.floor(at / 3) * 0.01, lon: 150.2 + (at % 3) * 0.01 }]))
const on = { enabled: true, neighbours: 4 }

/** Forty-five days of two cases a day and street, the last four of them tripled in three neighbouring streets. */
function play(scan: object, factor = 3, days = 45): { findings: Finding[]; memory: ClusterMemory | undefined } {
  const limits = withClock(epidemicLimits.parse({ streets: { scan, places } }), clock)
  const rng = seededRng(11)
  const findings: Finding[] = []
  let memory: ClusterMemory | undefined
  for (let day = 0; day < days; day++)
    for (const street of names) {
      const isHit = ['s0', 's1', 's2'].includes(street) && day >= 41 && day < 45
      const countedAt = `${dateOf(firstDay + day + 2)}T08:00:00+08:00`
      const body = {
        street,
        date: dateOf(firstDay + day),
        count: poissonCount(isHit ? 2 * factor : 2, rng),
        source: 'clinics',
        revision: 1,
        countedAt,
      }
      const step = onCountForClusters(memory, observe(caseCount, body, { atMs: (firstDay + day + 2) * 86_400_000 }), limits)
      memory = step.memory
      findings.push(...step.findings)
    }
  return { findings, memory }
}

describe('the scan over streets', () => {
  it('reports neighbouring streets that are each too little to stand out', () => {
    const { findings } = play(on)
    const last = findings.filter(({ type }) => type === 'raise').at(-1)
    expect(last).toMatchObject({ level: 'cluster', subject: 'streets', reason: { rule: 'space-time-scan' } })
    const streets = last?.type === 'raise' ? String(last.reason.inputs[0]?.value).split(', ') : []
    expect(streets.filter((name) => ['s0', 's1', 's2'].includes(name)).length).toBeGreaterThanOrEqual(2)
  })

  it('is quiet when nothing happens, when it is switched off, and takes a cluster back when it is over', () => {
    expect(play(on, 1).findings).toEqual([])
    expect(play({ enabled: false }).findings).toEqual([])
    expect(play(on, 3, 58).findings.at(-1)).toMatchObject({ type: 'clear', outcome: 'passed' })
  })

  it('says the same whenever it is replayed', () => {
    expect(play(on).findings).toEqual(play(on).findings)
  })

  it('keeps a memory that fits, and takes the places of streets from the map', () => {
    expect(JSON.stringify(play({ enabled: false }, 1, 80).memory).length * (60 / names.length)).toBeLessThan(380_000)
    const street = {
      type: 'Feature' as const,
      geometry: {
        type: 'Polygon' as const,
        coordinates: [
          [
            [150, 30],
            [150.02, 30],
            [150.02, 30.04],
            [150, 30.04],
            [150, 30],
          ],
        ],
      },
      properties: { id: 'street-1', kind: 'street', name: { zh: '街', en: 'street' } },
    }
    expect(withStreetPlaces(epidemicLimits.parse({}), { areas: [street as never], ...clock }).streets.places['street-1']).toEqual({
      lat: 30.02,
      lon: 150.01,
    })
  })
})
