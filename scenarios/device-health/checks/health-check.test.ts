import { describe, expect, it } from 'vitest'
import type { Observation } from '#domain/observation/observation.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { anything } from '#scenarios/device-health/anything.fixture.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'
import { deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const limits = deviceHealthLimits.parse({})
const start = Date.UTC(2026, 10, 23, 3)
const hourMs = 3_600_000

function said(messages: { atMs: number; body?: object; more?: Partial<Observation> }[]) {
  const player = new ScenarioPlayer<DeviceHealthMemory>(deviceHealth, limits, 'device:ws-1', emptyMemory, false)
  let writes = 0
  for (const { atMs, body = {}, more } of messages) {
    const before = player.memory
    player.see({ ...observe(anything, { ...body }, { atMs, id: 'ws-1', key: 'device:ws-1' }), ...more })
    if (player.memory !== before) writes++
  }
  const found = player.findings.map((one) => `${one.subject} ${one.type === 'raise' ? one.level : one.outcome}`)
  return { found, memory: player.memory, writes }
}

const hourly = (count: number, of: (hour: number) => object) =>
  Array.from({ length: count }, (_, hour) => ({ atMs: start + hour * hourMs, ...of(hour) }))

describe('a battery', () => {
  it('is reported once when it is low, and once when it is charged, whatever it wavers between', () => {
    const charge = [40, 16, 15, 17, 14, 24, 22, 26, 90]
    expect(said(hourly(charge.length, (hour) => ({ more: { batteryPct: charge[hour] as number } }))).found).toEqual([
      'battery:ws-1 battery-low',
      'battery:ws-1 recovered',
    ])
  })
})

describe('a clock', () => {
  const clocks = (words: string) => hourly(words.length, (hour) => ({ more: { clock: words[hour] === '!' ? 'server' : 'device' } }))
  it('is wrong when several messages in a row say so', () => {
    expect(said(clocks('..!!.!!!!!...!!!')).found).toEqual(['clock:ws-1 clock-wrong', 'clock:ws-1 recovered', 'clock:ws-1 clock-wrong'])
  })
  it('costs no write while it stays wrong between samples', () => {
    expect(
      said(Array.from({ length: 50 }, (_, second) => ({ atMs: start + second * 1000, more: { clock: 'server' as const } }))).writes,
    ).toBe(1)
  })
})

describe('A21: a contact that flaps each second', () => {
  const flaps = Array.from({ length: 300 }, (_, second) => ({ atMs: start + second * 1000, body: { open: second % 2 === 0 } }))
  it('is suspect, once, and hardly written down while it goes on', () => {
    const { found, writes } = said(flaps)
    expect(found).toEqual(['contact:ws-1 suspect'])
    expect(writes).toBeLessThan(20)
  })
  it('is trusted again after it was calm', () => {
    const calm = { atMs: start + 300_000 + 700_000, body: { open: true } }
    expect(said([...flaps, calm]).found).toEqual(['contact:ws-1 suspect', 'contact:ws-1 recovered'])
  })
  it('is not what a busy door does', () => {
    const door = Array.from({ length: 60 }, (_, minute) => ({ atMs: start + minute * 20_000, body: { open: minute % 2 === 0 } }))
    expect(said(door).found).toEqual([])
  })
})

describe('A18: a payload that names another device', () => {
  const names = (claimed: (string | undefined)[]) =>
    claimed.map((claimedDevice, index) => ({ atMs: start + index * 1000, more: claimedDevice === undefined ? {} : { claimedDevice } }))
  it('is reported once for each name, at once', () => {
    expect(said(names([undefined, 'cam-9', 'cam-9', undefined, 'cam-9', 'cam-7'])).found).toEqual([
      'identity:ws-1 identity-mismatch',
      'identity:ws-1 identity-mismatch',
    ])
  })
})

describe('a certificate', () => {
  it('is reported a month and a week before it ends, and when it was renewed', () => {
    const until = new Date(start + 40 * 24 * hourMs).toISOString()
    const renewed = new Date(start + 400 * 24 * hourMs).toISOString()
    const days = Array.from({ length: 39 }, (_, day) => ({ atMs: start + day * 24 * hourMs, until: day < 37 ? until : renewed }))
    const messages = days.map(({ atMs, until }) => {
      const { site } = observe(anything, {}, { atMs, id: 'ws-1', key: 'device:ws-1' })
      return { atMs, more: { site: { ...site, certificateUntil: until } } }
    })
    expect(said(messages).found).toEqual([
      'certificate:ws-1 certificate-expires',
      'certificate:ws-1 certificate-expires-very-soon',
      'certificate:ws-1 recovered',
    ])
  })
})

describe('a permitted silence that is learned', () => {
  it('becomes three times the longest gap, and never more than what is registered', () => {
    const messages = (gapMs: number) =>
      Array.from({ length: 20 }, (_, index) => {
        const atMs = start + index * gapMs
        const { site } = observe(anything, {}, { atMs, id: 'ws-1', key: 'device:ws-1' })
        return { atMs, more: { site: { ...site, silenceSeconds: 900, learnSilence: true as const } } }
      })
    expect(said(messages(60_000)).memory).toMatchObject({ silenceMs: 180_000 })
    expect(said(messages(5_000)).memory).toMatchObject({ silenceMs: 60_000 })
    expect(said(messages(600_000)).memory).toMatchObject({ silenceMs: 900_000 })
  })
})
