import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { type PresenceBody, presence } from '#domain/observation/presence.ts'
import { anything } from '#scenarios/device-health/anything.fixture.ts'
import { afterPresence } from '#scenarios/device-health/connection/connection.ts'
import { detectDeviceHealth } from '#scenarios/device-health/detector.ts'
import { healthKeys } from '#scenarios/device-health/gateway-group/gateway-group-keys.ts'
import { deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = deviceHealthLimits.parse({ measuringKinds: [] })
const start = Date.UTC(2026, 10, 23, 3)

type Doing = 'says' | 'connects' | 'drops' | 'leaves' | 'taken-over' | 'is-shut-out'
type Deed = { atSeconds: number; id?: string; doing: Doing; version?: number }
type Registered = { silenceSeconds?: number; parent?: string; gateway?: true; kind?: string }

const reasons: Partial<Record<Doing, string>> = { 'taken-over': 'DUPLICATE_CLIENTID', 'is-shut-out': 'API_INITIATED_DISCONNECT' }

function seenOf({ atSeconds, id = 'd-1', doing, version = 1 }: Deed, registered: Record<string, Registered>): Observation {
  const { silenceSeconds = 3_600, kind = 'anything', ...more } = registered[id] ?? {}
  const atMs = start + atSeconds * 1000
  const body: Partial<PresenceBody> = {
    clientId: id,
    eventType: doing === 'connects' ? 'connected' : 'disconnected',
    versionNumber: version,
    clientInitiatedDisconnect: doing === 'leaves',
    ...(reasons[doing] && { disconnectReason: reasons[doing] }),
  }
  const seen = (doing === 'says' ? observe(anything, {}, { atMs, id }) : observe(presence, body, { atMs, id })) as unknown as Observation
  const site = { ...seen.site, name: id, silenceSeconds, ...more }
  return { ...seen, ...(doing === 'says' && { kind }), site }
}

/** What happened in that order through every memory it belongs to; timers fire when they are due. */
function lived(deeds: Deed[], untilSeconds: number, registered: Record<string, Registered> = {}) {
  const memories = new Map<string, unknown>()
  const timers = new Map<string, { key: string; name: string; dueAtMs: number }>()
  const told: string[] = []
  let writes = 0
  const step = (key: string, seen: Observation | Wake) => {
    const before = memories.get(key)
    const { memory, findings, timers: asked = [] } = detectDeviceHealth(before as never, { ...seen, key }, limits)
    if (memory !== before) writes++
    memories.set(key, memory)
    const atSeconds = Math.round(((seen.kind === 'wake' ? seen.observedAtMs : (seen as Observation).receivedAtMs) - start) / 1000)
    told.push(
      ...findings.map((one) => `${atSeconds} ${one.subject} ${one.type === 'raise' ? `${one.level} ${one.severity}` : one.outcome}`),
    )
    for (const { name, dueAtMs } of asked)
      if (dueAtMs === undefined) timers.delete(`${key} ${name}`)
      else timers.set(`${key} ${name}`, { key, name, dueAtMs })
  }
  const ring = (untilMs: number) => {
    for (;;) {
      const due = [...timers].filter(([, { dueAtMs }]) => dueAtMs <= untilMs).sort(([, a], [, b]) => a.dueAtMs - b.dueAtMs)[0]
      if (!due) return
      const [id, { key, name, dueAtMs }] = due
      timers.delete(id)
      step(key, { kind: 'wake', name, key, observedAtMs: dueAtMs })
    }
  }
  for (const deed of deeds.toSorted((a, b) => a.atSeconds - b.atSeconds)) {
    const seen = seenOf(deed, registered)
    ring(seen.receivedAtMs)
    for (const key of healthKeys(seen.site)) step(key, seen)
  }
  ring(start + untilSeconds * 1000)
  return { told, writes, what: told.map((line) => line.split(' ').slice(1).join(' ')) }
}

const spoken = (fromSeconds: number, untilSeconds: number, everySeconds = 300, id = 'd-1'): Deed[] =>
  Array.from({ length: Math.ceil((untilSeconds - fromSeconds) / everySeconds) }, (_, index) => ({
    atSeconds: fromSeconds + index * everySeconds,
    id,
    doing: 'says',
  }))

describe('a device that loses its connection', () => {
  it('is reported when it is not back within its grace, long before its silence, and cleared when it is', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, doing: 'connects' },
      ...spoken(1, 600),
      { atSeconds: 700, doing: 'drops' },
      { atSeconds: 1_000, doing: 'connects', version: 2 },
    ]
    expect(lived(deeds, 1_200).told).toEqual(['820 device:d-1 connection-lost Minor', '1000 device:d-1 recovered'])
  })

  it('is not reported when it comes back in time, nor when it left by itself, was taken over, or was shut out', () => {
    const first: Deed[] = [{ atSeconds: 0, doing: 'connects' }, ...spoken(1, 600)]
    const ends: Deed[][] = [
      [
        { atSeconds: 700, doing: 'drops' },
        { atSeconds: 810, doing: 'connects', version: 2 },
      ],
      [{ atSeconds: 700, doing: 'leaves' }],
      [{ atSeconds: 700, doing: 'is-shut-out' }],
      [
        { atSeconds: 700, doing: 'connects', version: 2 },
        { atSeconds: 701, doing: 'taken-over', version: 1 },
      ],
    ]
    for (const end of ends) expect(lived([...first, ...end], 2_000).told).toEqual([])
  })

  it('is one incident with its silence, which ends only with its next word', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, doing: 'connects' },
      { atSeconds: 1, doing: 'says' },
      { atSeconds: 100, doing: 'drops' },
      { atSeconds: 5_000, doing: 'connects', version: 2 },
      { atSeconds: 5_100, doing: 'says' },
    ]
    expect(lived(deeds, 5_200).what).toEqual(['device:d-1 connection-lost Minor', 'device:d-1 silent Minor', 'device:d-1 recovered'])
    expect(lived(deeds, 5_200).told.at(-1)).toBe('5100 device:d-1 recovered')
  })

  it('whose silence ends first is reported for that alone', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, doing: 'says' },
      { atSeconds: 5, doing: 'drops' },
    ]
    expect(lived(deeds, 1_000, { 'd-1': { silenceSeconds: 60 } }).what).toEqual(['device:d-1 silent Minor'])
  })

  it('is back when it is heard, even if the broker’s word of that never comes; not by what was still under way', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, doing: 'connects' },
      { atSeconds: 1, doing: 'says' },
      { atSeconds: 100, doing: 'drops' },
      { atSeconds: 102, doing: 'says' },
      { atSeconds: 400, doing: 'says' },
    ]
    expect(lived(deeds, 600).told).toEqual(['220 device:d-1 connection-lost Minor', '400 device:d-1 recovered'])
  })

  it('whose versions begin anew after an hour is followed on', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, doing: 'connects', version: 41 },
      { atSeconds: 1, doing: 'leaves', version: 41 },
      { atSeconds: 7_200, doing: 'connects', version: 0 },
      { atSeconds: 7_201, doing: 'says' },
      { atSeconds: 7_300, doing: 'drops', version: 0 },
    ]
    expect(lived(deeds, 7_500, { 'd-1': { silenceSeconds: 86_400 } }).what).toEqual(['device:d-1 connection-lost Minor'])
  })

  it('is not told again by words that are read again hours later', () => {
    const old: Deed = { atSeconds: 300, doing: 'drops', version: 1 }
    const first: Deed[] = [{ atSeconds: 0, doing: 'connects' }, ...spoken(1, 7_200, 60)]
    const link = { version: 1, atMs: start + 7_200_000 }
    expect(lived([...first, old], 7_200).told).toEqual([]) // it was heard a minute later
    expect(afterPresence(link, seenOf(old, {}).body as PresenceBody, start + 300_000, limits.connection)).toBe(link)
  })

  it('is reported once while it comes and goes, until it has held for an hour', () => {
    const flaps = Array.from({ length: 60 }, (_, index): Deed[] => [
      { atSeconds: index * 120, doing: 'connects', version: index },
      { atSeconds: index * 120 + 30, doing: 'says' },
      { atSeconds: index * 120 + 90, doing: 'drops', version: index },
    ]).flat()
    const after: Deed[] = [{ atSeconds: 7_210, doing: 'connects', version: 99 }, ...spoken(7_300, 14_000, 300)]
    const { what } = lived([...flaps, ...after], 14_000)
    expect(what).toEqual(['device:d-1 connection-unstable Minor', 'device:d-1 recovered'])
  })
})

describe('a connection that holds', () => {
  it('costs one write, and its messages no more than without it', () => {
    const messages = spoken(1, 86_400, 60)
    const quiet = lived(messages, 86_400).writes
    expect(lived([{ atSeconds: 0, doing: 'connects' }, ...messages], 86_400).writes).toBeLessThanOrEqual(quiet + 1)
  })

  it('is never reported as lost, whatever order and how often the broker’s words of earlier ones come in', () => {
    // Ten connections, each replaced by the next one within the grace; their events arrive late by up to 20 s, some twice.
    const word = fc.record({ lateSeconds: fc.integer({ min: 0, max: 20 }), twice: fc.boolean() })
    fc.assert(
      fc.property(fc.array(word, { minLength: 20, maxLength: 20 }), (words) => {
        const deeds = words.flatMap(({ lateSeconds, twice }, index): Deed[] => {
          const version = Math.floor(index / 2)
          const deed: Deed = {
            atSeconds: version * 900 + (index % 2 === 0 ? 0 : 895) + lateSeconds,
            doing: index % 2 === 0 ? 'connects' : 'drops',
            version,
          }
          return twice ? [deed, { ...deed, atSeconds: deed.atSeconds + 3 }] : [deed]
        })
        const last = { atSeconds: 9_000, doing: 'connects', version: 10 } as const
        expect(lived([...deeds, last], 12_000, { 'd-1': { silenceSeconds: 86_400 } }).told).toEqual([])
      }),
    )
  })
})

describe('a gateway that loses its connection', () => {
  const group: Record<string, Registered> = {
    gw: { silenceSeconds: 600, gateway: true },
    'c-1': { silenceSeconds: 900, parent: 'gw' },
    'c-2': { silenceSeconds: 900, parent: 'gw' },
  }
  const speaking = (untilSeconds: number) => ['gw', 'c-1', 'c-2'].flatMap((id) => spoken(1, untilSeconds, 100, id))

  it('is one incident with all its devices, also when their silences end, and one recovery', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, id: 'gw', doing: 'connects' },
      ...speaking(1_000),
      { atSeconds: 1_000, id: 'gw', doing: 'drops' },
      { atSeconds: 4_000, id: 'gw', doing: 'connects', version: 2 },
      ...['gw', 'c-1', 'c-2'].flatMap((id) => spoken(4_001, 6_000, 100, id)),
    ]
    expect(lived(deeds, 6_000, group).told).toEqual(['1120 gateway:gw connection-lost Moderate', '4000 gateway:gw recovered'])
  })

  it('is reported again by its silence when it is back and nobody behind it speaks', () => {
    const deeds: Deed[] = [
      { atSeconds: 0, id: 'gw', doing: 'connects' },
      ...speaking(1_000),
      { atSeconds: 1_000, id: 'gw', doing: 'drops' },
      { atSeconds: 2_000, id: 'gw', doing: 'connects', version: 2 },
    ]
    expect(lived(deeds, 6_000, group).what).toEqual([
      'gateway:gw connection-lost Moderate',
      'gateway:gw recovered',
      'gateway:gw gateway-silent Moderate',
    ])
  })

  it('is not reported when somebody behind it is heard meanwhile, nor here when its own scenario reports it', () => {
    const drops: Deed[] = [
      { atSeconds: 0, id: 'gw', doing: 'connects' },
      ...speaking(1_000),
      { atSeconds: 1_000, id: 'gw', doing: 'drops' },
    ]
    expect(lived([...drops, ...speaking(3_000)], 3_000, group).told).toEqual([])
    const home = { ...group, gw: { ...group.gw, kind: 'gateway-heartbeat' } }
    expect(lived([...drops, { atSeconds: 5_000, id: 'gw', doing: 'connects', version: 2 }], 5_100, home).told).toEqual([])
  })

  it('judges for those who share its connection: one of their own beside it tells nothing', () => {
    const deeds: Deed[] = [
      ...speaking(2_000),
      { atSeconds: 500, id: 'c-1', doing: 'connects' },
      { atSeconds: 600, id: 'c-1', doing: 'drops' },
    ]
    expect(lived(deeds, 2_000, group).told).toEqual([])
  })
})
