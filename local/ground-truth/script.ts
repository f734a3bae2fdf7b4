import { areaKindsOf, watchedAreas } from '#domain/county/area-kinds.ts'
import type { County } from '#domain/county/county.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Device } from '#domain/observation/device.ts'
import type { SeededRng } from '#local/seeded-rng.ts'

/** Something that really happened in the invented day, and what has to be reported of it. */
export type Truth = {
  scenario: string
  /** What it was, e.g. `swimmer`, `gas leak`. */
  what: string
  /** Devices that could tell of it: an incident with one of them among its sources is about it. */
  devices: string[]
  fromMs: number
  untilMs: number
  /** Any of these levels tells it; the moment the first is reached counts. */
  levels: readonly string[]
  /** Somebody may die when it is missed: recall has to be 1. */
  vital: boolean
  /** Every device that could tell of it was silent then: no rule could see it; that the device is silent has to be reported. */
  blind?: true
}

/** What a generator of stories may do. Time is the county's, epoch ms. */
export type Script = {
  county: County
  startMs: number
  endMs: number
  season: Season
  rng: SeededRng
  now(): number
  at(atMs: number, act: () => void): void
  say(device: string, kind: string, fields: Record<string, unknown>): void
  truth(truth: Truth): void
  /** What the device says between these moments never leaves it. */
  silence(device: string, fromMs: number, untilMs: number): void
  /** Calls back with each order to one of these devices, as its loudspeaker or valve would receive it. */
  onOrder(device: string, act: (command: DeviceCommand) => void): void
}
export type Season = 'winter' | 'summer'

/** Part of the invented day: it plans its first act, the rest follows. */
export type Generator = (script: Script) => void

/** Every device that can say a kind. */
export function saying({ county }: Script, kind: string): Device[] {
  return county.devices.filter(({ kinds }) => kinds.includes(kind))
}

/** Devices that can say a kind and watch an area of one of these kinds. */
export function sayingAt(script: Script, kind: string, areaKinds: readonly string[]): Device[] {
  const kindOf = areaKindsOf(script.county.areas)
  return saying(script, kind).filter((device) => watchedAreas(device, areaKinds, kindOf).length > 0)
}

/** Acts again and again until the day ends; the first time within one interval. */
export function every(script: Script, intervalMs: number, act: () => void): void {
  const next = (atMs: number) => {
    if (atMs < script.endMs)
      script.at(atMs, () => {
        act()
        next(atMs + intervalMs)
      })
  }
  next(script.startMs + script.rng.next() * intervalMs)
}

/** Moments of a day at which something happens that happens so often a day on average, not before `fromHour`, not after `untilHour`. */
export function moments(script: Script, perDay: number, fromHour = 0, untilHour = 24): number[] {
  const hourMs = 3_600_000
  const count = Math.floor(perDay) + (script.rng.next() < perDay % 1 ? 1 : 0)
  const hours = Array.from({ length: count }, () => fromHour + script.rng.next() * (untilHour - fromHour))
  return hours.map((hour) => script.startMs + hour * hourMs).sort((a, b) => a - b)
}

/** Acts once a second for so many seconds, then `after`. `act` may end it early by answering `stop`. */
export function forSeconds(script: Script, seconds: number, act: (second: number) => 'stop' | undefined, after: () => void): void {
  const step = (second: number) => {
    if (second >= seconds || act(second) === 'stop') return after()
    script.at(script.now() + 1_000, () => step(second + 1))
  }
  step(0)
}
