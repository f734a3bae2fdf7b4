import { describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { fileLimits } from '#ledger/limits.ts'
import { putRow } from '#ledger/row-type.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { observe } from '#test/fixtures/observe.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const startMs = Date.UTC(2026, 10, 23, 3)
const hourMs = 3_600_000
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The probe with as many subjects as there are values, and no timer that would say they are over. */
const manySpots = {
  ...probeScenario,
  detect(memory: unknown, seen: never, limits: never) {
    const { timers: _none, ...step } = probeScenario.detect(memory, seen, limits)
    const value = (seen as { body: { value: number } }).body.value
    return { ...step, commands: [], findings: step.findings.map((finding: Finding) => ({ ...finding, subject: `spot-${value}` })) }
  },
} as Scenario

const rules = countyContextOf('old', [])

function county() {
  const clock = new VirtualClock(startMs)
  const store = new MemoryStore(clock)
  const services = {
    county: rules,
    limits: fileLimits(rules),
    store,
    registry: { lookUp: async () => new Map() },
    readings: new WeakMap(),
    clock,
    rng: { next: () => 0.5 },
    log: silent,
    meter: { count: () => undefined },
  } satisfies DetectionServices
  const see = async (value: number, atMs: number, receivedAtMs = atMs) => {
    await advanceKey(services, manySpots, 'one', [
      observe(probe, { value }, { atMs, receivedAtMs, key: 'one', id: 'd-one', messageId: `m-${value}-${atMs}` }),
    ])
  }
  const memory = () => [...store.rows.values()].find(({ sk }) => sk === 'memory')?.value as KeyMemory
  const incidents = () => [...store.rows.values()].filter(({ sk }) => sk === 'incident').map(({ value }) => value as Incident)
  const end = async (subject: string, atMs: number) => {
    const incident = incidents().find((one) => one.subject === subject) as Incident
    const [item] = await store.get([keys.incident(incident.id)])
    const ended = { ...incident, status: 'closed' as const, updatedAtMs: atMs, ended: { atMs, by: 'duty', reason: 'done' } }
    await store.commit([putRow(keys.incident(incident.id), ended, item?.version ?? 0)])
  }
  return { see, memory, incidents, end }
}

describe('what a key remembers of old incidents', () => {
  it('is forgotten once they are ended and nothing that may still come could belong to them', async () => {
    const { see, memory, end } = county()
    await see(60, startMs)
    await end('spot-60', startMs + hourMs)
    await see(70, startMs + 2 * hourMs)
    expect(Object.keys(memory().episodes)).toEqual(['spot-60', 'spot-70'])
    await see(70, startMs + 3 * hourMs)
    expect(Object.keys(memory().episodes)).toEqual(['spot-70'])
  })

  it('stays while the incident is open and its condition lasts, however old', async () => {
    const { see, memory } = county()
    await see(60, startMs)
    await see(70, startMs + 100 * hourMs)
    expect(Object.keys(memory().episodes)).toEqual(['spot-60', 'spot-70'])
  })

  it('makes no second incident of a late message, and the same ones when the stream is replayed', async () => {
    const [first, again] = [county(), county()]
    for (const { see, end } of [first, again]) {
      await see(60, startMs)
      await end('spot-60', startMs + hourMs)
      await see(70, startMs + 3 * hourMs)
      await see(60, startMs + 30_000, startMs + 3 * hourMs) // no longer relevant: raises nothing
      await see(60, startMs + 3 * hourMs)
    }
    expect(first.incidents().map(({ id }) => id)).toEqual(again.incidents().map(({ id }) => id))
    expect(
      first
        .incidents()
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual(['spot-60', 'spot-60', 'spot-70'])
  })

  it('does not grow without end', async () => {
    const { see, memory, end } = county()
    for (let number = 0; number < 200; number++) {
      await see(100 + number, startMs + number * hourMs)
      await end(`spot-${100 + number}`, startMs + number * hourMs + 1)
    }
    expect(Object.keys(memory().episodes).length).toBeLessThan(10)
  })
})
