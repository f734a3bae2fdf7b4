import { describe, expect, it } from 'vitest'
import type { Detector } from '#domain/detection/detector.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { detectDeviceHealth as detect } from '#scenarios/device-health/detector.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import { type DeviceHealthLimits, deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { awaitFirstWord } from '#scenarios/device-health/silence/device-silence.ts'

const limits = deviceHealthLimits.parse({})
const minute = 60_000
const start = Date.UTC(2026, 10, 23, 3)
/** 900 s and 10 %, less the minute in which the sweep comes. */
const silenceDueMs = 925_000

function message(atMs: number, body: unknown = {}): Observation {
  const site = {
    id: 'ws-1',
    name: '气象站一',
    kinds: ['weather'],
    site: { lat: 30.2, lon: 150.2 },
    watches: [],
    silenceSeconds: 900,
    status: 'active' as const,
  }
  return {
    kind: 'weather',
    device: 'ws-1',
    key: 'device:ws-1',
    site,
    messageId: String(atMs),
    observedAtMs: atMs,
    receivedAtMs: atMs,
    clock: 'device',
    position: { ...site.site, source: 'registered' },
    lateness: 'timely',
    body,
  }
}

function wake(atMs: number): Wake {
  return { kind: 'wake', key: 'device:ws-1', name: 'silence', observedAtMs: atMs }
}

/** These are steps of a device's own memory. */
const detectDeviceHealth = detect as Detector<DeviceHealthMemory, Observation | Wake, DeviceHealthLimits>

describe('a device that should speak', () => {
  it('arms one timer with its first message and writes nothing for the next ones', () => {
    const first = detectDeviceHealth(undefined, message(start), limits)
    expect(first.timers).toEqual([{ name: 'silence', dueAtMs: start + silenceDueMs }])
    const next = detectDeviceHealth(first.memory, message(start + minute), limits)
    expect(next.memory).toBe(first.memory)
  })

  it('is declared silent within its deadline and 10 %, counted from what was written down', () => {
    const { memory, timers } = detectDeviceHealth(undefined, message(start), limits)
    const due = timers?.[0]?.dueAtMs ?? 0
    expect(due - start).toBeLessThan(1.1 * 900_000)
    const { findings } = detectDeviceHealth(memory, wake(due), limits)
    expect(findings).toMatchObject([{ type: 'raise', subject: 'device:ws-1', level: 'silent' }])
  })

  it('is left alone when it spoke meanwhile, and the timer is set again', () => {
    const first = detectDeviceHealth(undefined, message(start), limits)
    const heard = detectDeviceHealth(first.memory, message(start + 10 * minute), limits)
    const { findings, timers } = detectDeviceHealth(heard.memory, wake(start + silenceDueMs), limits)
    expect(findings).toEqual([])
    expect(timers?.[0]?.dueAtMs).toBe(start + 10 * minute + silenceDueMs)
  })

  it('is cleared by its next message, and watched again', () => {
    const first = detectDeviceHealth(undefined, message(start), limits)
    const dead = detectDeviceHealth(first.memory, wake(start + silenceDueMs), limits)
    const back = detectDeviceHealth(dead.memory, message(start + 17 * minute), limits)
    expect(back.findings).toMatchObject([{ type: 'clear', subject: 'device:ws-1', outcome: 'recovered' }])
    expect(back.timers).toHaveLength(1)
  })
})

describe('a device that was registered', () => {
  const { memory, timers } = awaitFirstWord(message(start).site, start)

  it('is declared silent when it never says a word', () => {
    const due = timers[0]?.dueAtMs ?? 0
    expect(due - start).toBeLessThan(1.1 * 900_000)
    expect(detectDeviceHealth(memory, wake(due), limits).findings).toMatchObject([{ type: 'raise', level: 'silent' }])
  })

  it('is heard with its first word, however soon', () => {
    const step = detectDeviceHealth(memory, message(start + 1), limits)
    expect(step.memory).not.toHaveProperty('awaited')
    expect(step.memory.heardAtMs).toBe(start + 1)
  })
})

describe('a sensor whose numbers stand still', () => {
  function afterHours(hours: number, bodyAt: (hour: number) => unknown) {
    let memory = detectDeviceHealth(undefined, message(start, bodyAt(0)), limits).memory
    const findings = []
    for (let hour = 1; hour <= hours; hour++) {
      const step = detectDeviceHealth(memory, message(start + hour * 60 * minute, bodyAt(hour)), limits)
      memory = step.memory
      findings.push(...step.findings)
    }
    return findings
  }

  it('becomes suspect once after a day', () => {
    expect(afterHours(60, () => ({ tempC: 0 }))).toMatchObject([{ subject: 'sensor:ws-1', level: 'suspect' }])
  })

  it('stays trusted while they move', () => {
    expect(afterHours(60, (hour) => ({ tempC: hour % 2 }))).toEqual([])
  })

  it('is cleared when they move again', () => {
    expect(afterHours(40, (hour) => ({ tempC: hour > 30 ? hour : 7 }))).toMatchObject([
      { type: 'raise' },
      { type: 'clear', subject: 'sensor:ws-1' },
    ])
  })
})
