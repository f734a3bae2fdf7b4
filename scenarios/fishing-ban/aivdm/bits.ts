/** The payload of a message as a row of bits; bits beyond its end read as zero. */
export type Bits = { length: number; unsigned: (from: number, size: number) => number; signed: (from: number, size: number) => number }

/** Takes the armour off (ITU-R M.1371, IEC 61162-1): each character stands for six bits, the last `fillBits` of which say nothing. */
export function bitsOf(payload: string, fillBits: number): Bits | undefined {
  const sixes = [...payload].map(sixOf)
  if (sixes.some((six) => six === undefined)) return undefined
  const bitAt = (at: number) => ((sixes[Math.floor(at / 6)] ?? 0) >> (5 - (at % 6))) & 1
  const unsigned = (from: number, size: number) => {
    let value = 0
    for (let at = from; at < from + size; at++) value = value * 2 + bitAt(at)
    return value
  }
  const signed = (from: number, size: number) => (bitAt(from) === 1 ? unsigned(from, size) - 2 ** size : unsigned(from, size))
  return { length: sixes.length * 6 - fillBits, unsigned, signed }
}

function sixOf(character: string): number | undefined {
  const code = character.charCodeAt(0)
  if (code < 48 || code > 119 || (code > 87 && code < 96)) return undefined
  return code < 96 ? code - 48 : code - 56
}

/** Six-bit characters as they stand: @ to _ and then the space to ?. */
export function textOf({ unsigned }: Bits, from: number, characters: number): string {
  const codes = Array.from({ length: Math.max(0, characters) }, (_, index) => unsigned(from + 6 * index, 6))
  return String.fromCharCode(...codes.map((six) => (six < 32 ? six + 64 : six)))
}
