import type { Link } from '#scenarios/device-health/connection.ts'

/** What is remembered of one device. What its silence says of it stands here, or with its gateway when it speaks through one. */
export type DeviceHealthMemory = {
  device: string
  name: string
  silenceMs: number
  /** When it was last heard, by the server's clock; at most a fifth of the permitted silence behind the truth. */
  heardAtMs: number
  silent: boolean
  /** It speaks through a gateway, or is one: its silence stands with the family. */
  inFamily?: true
  /** Registered, and not heard yet: `heardAtMs` is when it was registered. */
  awaited?: true
  /** When it last spoke, of one that was moved and is awaited anew. */
  lastWordMs?: number
  /** Taken out of service: nobody waits for its word. */
  outOfService?: true
  /** Gaps between its first messages, until its permitted silence is learned from them. */
  gapsMs?: number[]
  learnedSilenceMs?: number
  /** The last sampled measurements and since when they have not changed. */
  reading?: { values: string; sinceMs: number; stuck: boolean }
  /** Its contacts as last reported, and when they last changed. */
  contacts?: { values: string; changesMs: number[]; flapping: boolean }
  batteryLow?: boolean
  /** How many samples in a row had a clock that could not be used. */
  wrongClocks?: number
  clockTold?: true
  /** Whom it last claimed to be. */
  claimed?: string
  expiry?: 'soon' | 'very-soon'
  /** Its connection to the broker; of a gateway it stands with the family. */
  link?: Link
}

/** A gateway, if it speaks itself, and the devices that speak through it: their silence is one affair. */
export type FamilyMemory = {
  gateway: string
  members: Record<string, Member>
  /** When somebody's silence is looked at next. */
  dueAtMs?: number
  /** Its scenario tells of the gateway's silence itself, to those whom it concerns more. */
  toldElsewhere?: true
  /** The gateway was taken out of service: its silence is none. */
  gatewayGone?: true
  /** What one incident tells for all: the gateway is dead, or most of its devices fell silent together. */
  outage?: 'gateway' | 'devices'
  /** The gateway's connection to the broker: the others share it. */
  link?: Link
}

export type Member = {
  name: string
  heardAtMs: number
  silenceMs: number
  /** Its time begins anew here: the gateway has just come back. */
  graceFromMs?: number
  /** Declared silent: by an incident of its own, or within that of its gateway. */
  silent?: 'alone' | 'together'
}

/** What is written down of "heard" is at most this share of the permitted silence old, so a healthy device costs few writes. */
export const sampledShare = 1 / 5
/** Declared a little after the permitted silence, before the promised 10 % are over. */
const declaredAfterShare = 1.08
/** What is due later than a queue can wait is found by the sweep, which comes once a minute and takes some seconds. */
const [longestTimerMs, sweepMs] = [900_000, 65_000]

/** When somebody who was last heard at a moment is to be declared silent, so that it is told within the permitted silence and 10 %. */
export function silentAtMs(heardAtMs: number, silenceMs: number): number {
  const afterMs = Math.round(silenceMs * declaredAfterShare)
  return heardAtMs + (afterMs <= longestTimerMs ? afterMs : Math.min(afterMs, Math.round(silenceMs * 1.1) - sweepMs))
}
