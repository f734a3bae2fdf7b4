import type { AlarmState } from '#domain/detection/alarm-engine.ts'
import type { Step, Timer } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import type { FallCall } from '#scenarios/elderly-care/fall.ts'
import type { Heard } from '#scenarios/elderly-care/heard.ts'
import type { Rooms } from '#scenarios/elderly-care/rooms.ts'
import type { Routine } from '#scenarios/elderly-care/routine.ts'
import type { Whereabouts } from '#scenarios/elderly-care/wandering.ts'

/** What one home, or one person with a device of their own, remembers. Whatever tells of a life is there only with a consent. */
export type HomeMemory = {
  falls: Record<string, FallCall>
  /** Presses of each button that still belong together. */
  sos: Record<string, { firstMs: number; lastMs: number }>
  fires: Record<string, AlarmState>
  routine: Routine
  rooms: Rooms
  whereabouts: Record<string, Whereabouts>
  /** The level last told, by device. */
  vitals: Record<string, string>
  heard: Heard
  /** Devices whose consent is missing or has ended, as it was told. */
  withoutConsent: Record<string, 'missing' | 'ended'>
  /** Pressed test buttons: counted, never dispatched. */
  tests: number
}

export const nothing: HomeMemory = {
  falls: {},
  sos: {},
  fires: {},
  routine: { days: [] },
  rooms: {},
  whereabouts: {},
  vitals: {},
  heard: {},
  withoutConsent: {},
  tests: 0,
}

/** Where, by what and when something was seen. `nowMs` is the server's time. */
export type Occasion = { home?: string; where: string; device: string; atMs: number; nowMs: number }

/** The occasion of a message, or of a timer that was set for a device. */
export function occasionOf(seen: Observation | Wake, device: string): Occasion {
  const home = seen.key.startsWith('home:') ? seen.key.slice('home:'.length) : undefined
  const nowMs = 'receivedAtMs' in seen ? seen.receivedAtMs : seen.observedAtMs
  const occasion = { where: home ?? device, device, atMs: seen.observedAtMs, nowMs }
  return home ? { home, ...occasion } : occasion
}

export type HomeStep = Step<HomeMemory>

/** One part after the other, each with the memory the one before left. */
export function inTurn(memory: HomeMemory, parts: ((memory: HomeMemory) => HomeStep)[]): HomeStep {
  const whole = { memory, findings: [] as Finding[], timers: [] as Timer[], commands: [] as DeviceCommand[] }
  for (const part of parts) {
    const { memory: next, findings, timers = [], commands = [] } = part(whole.memory)
    whole.memory = next
    whole.findings.push(...findings)
    whole.timers.push(...timers)
    whole.commands.push(...commands)
  }
  return whole
}

/** Nothing happened. */
export function unchanged(memory: HomeMemory): HomeStep {
  return { memory, findings: [] }
}
