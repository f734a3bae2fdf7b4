import type { Reading } from '#domain/observation/read-message.ts'

/** What was read of recent records, by their sequence. */
export type RecentReadings = { get(sequence: string): Reading | undefined; set(sequence: string, reading: Reading): void }

const remembered = 8_192

/** On the laptop several scenarios are handed the very same record: it is read once. Remembers at least the newest 8,192. */
export function recentReadings(): RecentReadings {
  let young = new Map<string, Reading>()
  let old = new Map<string, Reading>()
  return {
    get: (sequence) => young.get(sequence) ?? old.get(sequence),
    set(sequence, reading) {
      if (young.size >= remembered) {
        old = young
        young = new Map()
      }
      young.set(sequence, reading)
    },
  }
}
