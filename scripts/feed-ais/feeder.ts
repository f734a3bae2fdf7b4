import type { Pending } from '#scenarios/fishing-ban/aivdm/assemble.ts'
import { readLine } from '#scenarios/fishing-ban/aivdm/read-line.ts'
import type { Counters } from '#scripts/feed-ais/counters.ts'

/** West, south, east and north of what concerns the county: its rejected messages are not for ships far out. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Takes the lines of one receiver and offers what they say of vessels; everything else is counted by its reason. */
export class Feeder {
  readonly #counters: Counters
  readonly #within: Box | undefined
  readonly #now: () => number
  readonly #offer: (message: object) => void
  #pending: Pending = {}

  constructor(parts: { counters: Counters; within: Box | undefined; now: () => number; offer: (message: object) => void }) {
    this.#counters = parts.counters
    this.#within = parts.within
    this.#now = parts.now
    this.#offer = parts.offer
  }

  /** Stamped with the receiver's own time where the sentence says it, otherwise with the moment it was read. */
  take(line: string): void {
    const { pending, vessel, receivedMs, dropped } = readLine(this.#pending, line)
    this.#pending = pending
    this.#counters.lines++
    for (const reason of dropped) this.#counters.dropped[reason]++
    if (!vessel) return
    if (this.#within && !isWithin(this.#within, vessel)) {
      this.#counters.dropped.outside++
      return
    }
    this.#counters.vessels++
    this.#offer({ v: 1, ts: receivedMs ?? this.#now(), ...vessel })
  }

  /** That the receiver is there although no vessel is: a message without a position, which says nothing of any vessel. */
  beat(): void {
    this.#counters.heartbeats++
    this.#offer({ v: 1, ts: this.#now(), trackId: 'receiver', source: 'ais', datum: 'WGS-84' })
  }
}

function isWithin([west, south, east, north]: Box, { lat, lon }: { lat: number; lon: number }): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north
}
