import type { Bits } from '#scenarios/fishing-ban/aivdm/bits.ts'
import { type Field, readFields, type Values } from '#scenarios/fishing-ban/aivdm/fields.ts'

const textTelegram: Field[] = [
  ['ack_required', 1, 'flag'],
  ['msg_seq', 11],
  ['text', 0, 'rest-text'],
  ['spare2', 0, 'rest'],
]

const areaNotice: Field[] = [
  ['link_id', 10],
  ['notice_type', 7],
  ['month', 4],
  ['day', 5],
  ['hour', 5],
  ['minute', 6],
  ['duration_minutes', 18],
]
const subAreaBits = 87
/** Positions of areas are in 1/1,000 minute. */
const perDegree = 60_000

/** Binary applications that are read: a text (DAC 1, FI 0) and area notices (IMO SN.1/Circ.289, DAC 1, FI 22). */
export function readPayload(dac: number, fid: number, bits: Bits, at: number): Values {
  if (dac !== 1) return {}
  if (fid === 0) return readFields(bits, textTelegram, at).values
  if (fid !== 22) return {}
  const notice = readFields(bits, areaNotice, at)
  const count = Math.floor((bits.length - notice.at) / subAreaBits)
  const subAreas = Array.from({ length: count }, (_, index) => subArea(bits, notice.at + index * subAreaBits))
  return { ...notice.values, sub_areas: subAreas }
}

/** Circles are read in full; of other shapes only what they are. */
function subArea({ unsigned, signed }: Bits, at: number): Values {
  const shape = unsigned(at, 3)
  if (shape !== 0) return { sub_area_type: shape }
  const scale = 10 ** unsigned(at + 3, 2)
  return {
    sub_area_type: 0,
    x: signed(at + 5, 25) / perDegree,
    y: signed(at + 30, 24) / perDegree,
    precision: unsigned(at + 54, 3),
    radius: unsigned(at + 57, 12) * scale,
  }
}
