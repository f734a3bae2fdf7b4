import type { County } from '#domain/county/county.ts'
import type { Device } from '#domain/observation/device.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'

const dayMs = 86_400_000

/** The county with screening switched on for a drill on these days, a checkpoint and an office that passes lists and counts on. */
export function withScreening(county: County, startMs: number, days: number): County {
  const stated = epidemicControl.limits.parse({
    authorisation: {
      purpose: 'drill with invented arrivals',
      legalBasis: 'drill of the labelled county',
      from: new Date(startMs - dayMs).toISOString(),
      until: new Date(startMs + (days + 1) * dayMs).toISOString(),
    },
    screening: { policies: [{ id: 'drill', from: '2020-01-01T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 }] },
  })
  const site = county.devices[0]?.site ?? { lat: 0, lon: 0 }
  const desk = (id: string, kinds: string[]): Device => ({
    id,
    name: id,
    kinds,
    site,
    watches: [],
    silenceSeconds: 604_800,
    status: 'active',
  })
  return {
    ...county,
    enabled: [...county.enabled.filter((id) => id !== epidemicControl.id), epidemicControl.id],
    stated: new Map([...county.stated, [epidemicControl.id, stated]]),
    devices: [...county.devices, desk('checkpoint-1', ['arrival']), desk('health-desk-1', ['risk-list', 'case-count'])],
  }
}
