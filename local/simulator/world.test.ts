import { setMaxListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Raise } from '#domain/findings/finding.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readMessage } from '#domain/observation/read-message.ts'
import { advance } from '#domain/scenario/advance.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import { consumes, memoryKeysOf } from '#domain/scenario/scenario.ts'
import { loadCounty } from '#local/load-county.ts'
import { inventWorld } from '#local/simulator/world.ts'
import { countyContext } from '#scenarios/county-context.ts'
import { scenarios } from '#scenarios/index.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const county = loadCounty('demo')
const facts = countyContext(county)
const devices = new Map(county.devices.map((device) => [device.id, device]))
const detecting = scenarios.filter(({ kinds }) => kinds !== 'all')
const startMs = Date.UTC(2026, 6, 20, 4)

type Heard = { device: string; kind: string; atMs: number; fields: Record<string, unknown> }

/** The world for some minutes under virtual time: what it said, what detection made of it, what it was ordered. */
async function live(minutes: number, seed = 1) {
  const clock = new VirtualClock(startMs)
  const heard: Heard[] = []
  const rejected: string[] = []
  const raised: (Raise & { scenario: string })[] = []
  const ordered: DeviceCommand[] = []
  const memories = new Map<string, KeyMemory>()
  const world = inventWorld(county, seed, clock, (device, kind, fields) => {
    const atMs = clock.now()
    heard.push({ device, kind, atMs, fields })
    const payload = new TextEncoder().encode(
      JSON.stringify({ v: 1, id: String(heard.length), ts: formatTime(atMs, facts.offsetMinutes), ...fields }),
    )
    const reading = readMessage(facts, { kind, receivedAtMs: atMs, payload }, devices.get(device), device)
    if (reading.type !== 'observation') return void rejected.push(reading.type === 'rejected' ? reading.detail : 'ignored')
    for (const scenario of detecting.filter((one) => consumes(one, kind))) {
      const limits = facts.limitsOf(scenario.id)
      for (const key of memoryKeysOf(scenario, reading.observation.site, reading.observation.body, facts.kindOf, limits)) {
        const name = `${scenario.id}/${key}`
        const step = advance(scenario, limits, key, memories.get(name) ?? emptyMemory, reading.observation)
        memories.set(name, step.memory)
        raised.push(...step.findings.flatMap((finding) => (finding.type === 'raise' ? [{ ...finding, scenario: scenario.id }] : [])))
        for (const command of step.commands) {
          ordered.push(command)
          world.listeners.get(command.device)?.(command)
        }
      }
    }
  })
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  const running = world.run(stopping.signal)
  await clock.advance(minutes * 60_000)
  stopping.abort()
  await running
  return { heard, rejected, raised, ordered }
}

describe('the invented world', async () => {
  const hour = await live(60)

  it('says nothing that the county would reject', () => {
    expect(hour.heard.length).toBeGreaterThan(3_000)
    expect(hour.rejected).toEqual([])
  })

  it('tells the same story for the same seed and another one for another', async () => {
    const [once, again, other] = [await live(5), await live(5), await live(5, 2)]
    expect(again.heard).toEqual(once.heard)
    expect(other.heard).not.toEqual(once.heard)
  })

  it('gives the officer something to do within half a minute', () => {
    expect(Math.min(...hour.raised.map(({ observedAtMs }) => observedAtMs)) - startMs).toBeLessThan(30_000)
  })

  it('raises a few things in ten minutes, never a storm', () => {
    const tens = [0, 1, 2, 3, 4, 5].map((ten) => {
      const within = hour.raised.filter(({ observedAtMs }) => Math.floor((observedAtMs - startMs) / 600_000) === ten)
      return new Set(within.map(({ scenario, subject }) => `${scenario} ${subject}`)).size
    })
    expect(Math.max(...tens)).toBeLessThanOrEqual(8)
    expect(tens.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(6)
  })

  it('has people near water and smoke over a forest', () => {
    const raising = new Set(hour.raised.map(({ scenario }) => scenario))
    expect([...raising]).toEqual(expect.arrayContaining(['anti-drowning', 'forest-fire']))
  })

  it('answers a call-out from the loudspeaker that was ordered', () => {
    expect(hour.ordered.length).toBeGreaterThan(0)
    for (const { id, device } of hour.ordered) {
      expect(hour.heard).toContainEqual(expect.objectContaining({ device, kind: 'speaker-ack', fields: { commandId: id, played: true } }))
    }
  })

  it('keeps every device within its permitted silence but the one camera that fails', () => {
    const last = new Map<string, number>()
    const silent = new Set<string>()
    for (const { device, atMs } of hour.heard) {
      const before = last.get(device) ?? atMs
      if (atMs - before > (devices.get(device)?.silenceSeconds ?? 0) * 1000) silent.add(device)
      last.set(device, atMs)
    }
    expect([...silent]).toEqual(['cam-24'])
  })

  it('is cheap: a fraction of the devices speaks in any minute', () => {
    const third = hour.heard.filter(({ atMs }) => atMs >= startMs + 1_200_000 && atMs < startMs + 1_260_000)
    expect(new Set(third.map(({ device }) => device)).size).toBeLessThan(120)
  })
})
