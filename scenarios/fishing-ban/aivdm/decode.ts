import { type Bits, bitsOf } from '#scenarios/fishing-ban/aivdm/bits.ts'
import { incremental, selected, selfOrganised } from '#scenarios/fishing-ban/aivdm/comm-state.ts'
import { type Field, readFields, type Values } from '#scenarios/fishing-ban/aivdm/fields.ts'
import { readPayload } from '#scenarios/fishing-ban/aivdm/payloads.ts'
import { tables, twoForms } from '#scenarios/fishing-ban/aivdm/tables.ts'

export type AisMessage = Values & { type: number; repeat: number; mmsi: number }

const head: Field[] = [
  ['type', 6],
  ['repeat', 2],
  ['mmsi', 30],
]
const headBits = 38

/** What an armoured payload says, with values that mean "not available" as they were sent; `undefined` when it is no message. */
export function decodePayload(payload: string, fillBits: number): AisMessage | undefined {
  const bits = bitsOf(payload, fillBits)
  if (!bits || bits.length < headBits) return undefined
  const start = readFields(bits, head, 0).values as AisMessage
  const body = bodyOf(start.type, bits)
  return body && { ...start, ...body }
}

function bodyOf(type: number, bits: Bits): Values | undefined {
  if (type === 16) return assignment(bits)
  if (type === 22) return channels(bits)
  if (type === 24) return staticOfClassB(bits)
  if (type === 25 || type === 26) return slotBinary(type, bits)
  const table = tables[type]
  if (!table) return undefined
  const { values, at } = readFields(bits, table, headBits)
  return { ...values, ...tailOf(type, bits, at, values) }
}

function tailOf(type: number, bits: Bits, at: number, values: Values): Values {
  if (type === 3) return incremental(bits, at)
  if ([1, 2, 4, 11].includes(type)) return selfOrganised(bits, at)
  if (type === 9) return selected(bits, at)
  if (type === 6 || type === 8) return readPayload(Number(values.dac), Number(values.fid), bits, at)
  if (type === 18) {
    // A unit that senses the carrier has no slots to speak of.
    const cs = bits.unsigned(at, 1) === 1
    return values.unit === true ? { cs, commstate_cs_fill: bits.unsigned(at + 1, 19) } : { cs, ...selected(bits, at) }
  }
  return {}
}

function assignment(bits: Bits): Values {
  const { head, station } = twoForms[16]
  const start = readFields(bits, head, headBits)
  const first = readFields(bits, station(1), start.at)
  const isForTwo = bits.length - first.at >= 52
  const rest = readFields(bits, isForTwo ? station(2) : [['spare2', 0, 'rest']], first.at)
  return { ...start.values, ...first.values, ...rest.values }
}

function channels(bits: Bits): Values {
  const { head, area, stations, tail } = twoForms[22]
  const start = readFields(bits, head, headBits)
  const whom = readFields(bits, area, start.at)
  const end = readFields(bits, tail, whom.at)
  const middle = end.values.addressed === true ? readFields(bits, stations, start.at).values : whom.values
  return { ...start.values, ...middle, ...end.values }
}

function staticOfClassB(bits: Bits): Values {
  const { head, a, b } = twoForms[24]
  const start = readFields(bits, head, headBits)
  if (start.values.part_num === 0) return { ...start.values, ...readFields(bits, a, start.at).values }
  return start.values.part_num === 1 ? { ...start.values, ...readFields(bits, b, start.at).values } : start.values
}

/** Binary messages of one slot and of several; the latter end with a communication state. */
function slotBinary(type: 25 | 26, bits: Bits): Values {
  const [isAddressed, isStructured] = [bits.unsigned(headBits, 1) === 1, bits.unsigned(headBits + 1, 1) === 1]
  const table: Field[] = [
    ...(isAddressed ? ([['dest_mmsi', 30]] as const) : []),
    ...(isStructured
      ? ([
          ['dac', 10],
          ['fid', 6],
        ] as const)
      : []),
  ]
  const { values } = readFields(bits, table, headBits + 2)
  return type === 26 ? { ...values, ...selected(bits, bits.length - 20) } : values
}
