import { type Bits, textOf } from '#scenarios/fishing-ban/aivdm/bits.ts'

/** How the bits of a field are to be read; `skip` says nothing, `rest-text` takes what is left in whole characters. */
export type Form = 'uint' | 'int' | 'flag' | 'tenth' | 'position' | 'coarse' | 'turn' | 'text' | 'raw-text' | 'rest-text' | 'rest' | 'skip'
export type Field = readonly [name: string, size: number, form?: Form]
export type Values = Record<string, unknown>

/** Positions are in 1/10,000 minute, in the short messages in 1/10 minute. */
const [fine, coarse] = [600_000, 600]

/** Reads fields one after another; answers also where the next one would begin. Fields beyond the end are left out. */
export function readFields(bits: Bits, table: readonly Field[], from: number): { values: Values; at: number } {
  const values: Values = {}
  let at = from
  for (const [name, size, form = 'uint'] of table) {
    const left = Math.max(0, bits.length - at)
    if (left <= 0 && !form.startsWith('rest')) break
    const taken = form === 'rest-text' ? left - (left % 6) : form === 'rest' ? left : size
    if (form !== 'skip') values[name] = readField(bits, at, taken, form)
    at += taken
  }
  return { values, at }
}

function readField(bits: Bits, at: number, size: number, form: Form): unknown {
  switch (form) {
    case 'flag':
      return bits.unsigned(at, size) === 1
    case 'int':
      return bits.signed(at, size)
    case 'tenth':
      return bits.unsigned(at, size) / 10
    case 'position':
      return bits.signed(at, size) / fine
    case 'coarse':
      return bits.signed(at, size) / coarse
    case 'turn':
      return degreesPerMinute(bits.signed(at, size))
    case 'text':
      return textOf(bits, at, size / 6)
        .replace(/@.*$/, '')
        .trimEnd()
    case 'raw-text':
    case 'rest-text':
      return textOf(bits, at, size / 6)
    default:
      return bits.unsigned(at, size)
  }
}

/** The rate of turn is sent as 4.733 times the root of degrees a minute; −128 says that there is none. */
function degreesPerMinute(sent: number): number | null {
  return sent === -128 ? null : Math.sign(sent) * (sent / 4.733) ** 2
}
