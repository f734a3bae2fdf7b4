import type { Bits } from '#scenarios/fishing-ban/aivdm/bits.ts'
import type { Values } from '#scenarios/fishing-ban/aivdm/fields.ts'

/** Communication state of a message that organised its own slot (SOTDMA): 19 bits. */
export function selfOrganised(bits: Bits, at: number): Values {
  const timeout = bits.unsigned(at + 2, 3)
  return { sync_state: bits.unsigned(at, 2), slot_timeout: timeout, ...submessage(timeout, bits, at + 5) }
}

/** Communication state of a message that reserves the next slots as it goes (ITDMA): 19 bits. */
export function incremental(bits: Bits, at: number): Values {
  return {
    sync_state: bits.unsigned(at, 2),
    slot_increment: bits.unsigned(at + 2, 13),
    slots_to_allocate: bits.unsigned(at + 15, 3),
    keep_flag: bits.unsigned(at + 18, 1) === 1,
  }
}

/** One bit says which of the two follows. */
export function selected(bits: Bits, at: number): Values {
  return bits.unsigned(at, 1) === 1 ? incremental(bits, at + 1) : selfOrganised(bits, at + 1)
}

function submessage(timeout: number, bits: Bits, at: number): Values {
  if (timeout === 0) return { slot_offset: bits.unsigned(at, 14) }
  if (timeout === 1) return { utc_hour: bits.unsigned(at, 5), utc_min: bits.unsigned(at + 5, 7), utc_spare: bits.unsigned(at + 12, 2) }
  return timeout % 2 === 0 ? { slot_number: bits.unsigned(at, 14) } : { received_stations: bits.unsigned(at, 14) }
}
