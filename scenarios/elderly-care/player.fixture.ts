import { withClock } from '#domain/county/clock.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'
import { type ElderlyCareLimits, elderlyCareLimits } from '#scenarios/elderly-care/schema.ts'
import { clock } from '#test/fixtures/clock.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

/** Monday 13 April 2026, 12:00 in the county. */
export const startMs = Date.UTC(2026, 3, 13, 4)
export type Said = [seconds: number, device: string, kind: string, body: object, more?: Partial<Observation>]

const always = {
  person: 'p-1',
  consentId: 'c-1',
  purpose: 'home care',
  from: '2020-01-01T00:00:00+08:00',
  until: '2030-01-01T00:00:00+08:00',
}
export const enrolled = { homes: { 'home-1': always } }

export function limitsWith(more: object = {}): ElderlyCareLimits {
  const homeAreas = new Set(Array.from({ length: 40 }, (_, index) => `home-${index + 1}`))
  return { ...withClock(elderlyCareLimits.parse({ enrolments: enrolled, ...more }), clock), homeAreas }
}

export type Played = { memory: KeyMemory; found: Finding[]; told: string[]; commands: DeviceCommand[] }

/** Messages of one key in their order, through the platform's step; timers come due between them and until `untilSeconds`. */
export function play(said: Said[], { more = {}, key = 'home:home-1', untilSeconds = 0, before = emptyMemory } = {}): Played {
  const player = new ScenarioPlayer(elderlyCare, limitsWith(more), key, before)
  player.see(...said.map((one) => message(one, key))).ring(startMs + untilSeconds * 1000)
  return { memory: player.keyMemory, found: player.findings, told: player.words(), commands: player.commands }
}

function message([seconds, device, kind, body, more]: Said, key: string): Observation {
  const at = { lat: 30.2, lon: 150.2 }
  const site = { id: device, name: device, kinds: [kind], site: at, watches: [], silenceSeconds: 86_400, status: 'active' as const }
  const atMs = startMs + seconds * 1000
  return {
    kind,
    key,
    device,
    site,
    messageId: `${device}-${atMs}`,
    observedAtMs: atMs,
    receivedAtMs: atMs,
    clock: 'device',
    position: { ...at, source: 'registered' },
    lateness: 'timely',
    body,
    ...more,
  }
}

export const hours = (count: number) => count * 3_600
export const moves = (seconds: number, room = 'living-room'): Said => [seconds, `pir-${room}`, 'motion', { room, present: true }]
export const entrance = (seconds: number, open: boolean): Said => [seconds, 'door-1', 'door', { which: 'entrance', open }]
