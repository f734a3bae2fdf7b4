/** One line of a receiver: which part of how many of a message, and its armoured payload. */
export type Sentence = { parts: number; part: number; group: string; channel: string; payload: string; fillBits: number }

export type SentenceReading = { type: 'sentence'; sentence: Sentence } | { type: 'refused'; reason: 'no-aivdm' | 'checksum' }

const form = /^(?:\\[^\\]*\\)?!((?:AI|AB|BS|SA|AN|AR|AS|AT|AX)VD[MO]),(\d),(\d),(\d?),([AB12]?),([^,*]*),([0-5])\*([0-9A-Fa-f]{2})/

/** Reads a sentence (IEC 61162-1) and proves its checksum; what a receiver appends after it is left alone. */
export function readSentence(line: string): SentenceReading {
  const found = form.exec(line.trim())
  if (!found) return { type: 'refused', reason: 'no-aivdm' }
  const [whole, , parts, part, group = '', channel = '', payload = '', fillBits, checksum = ''] = found
  const body = whole.slice(whole.indexOf('!') + 1, whole.lastIndexOf('*'))
  if (checksumOf(body) !== Number.parseInt(checksum, 16)) return { type: 'refused', reason: 'checksum' }
  const sentence = { parts: Number(parts), part: Number(part), group, channel, payload, fillBits: Number(fillBits) }
  return { type: 'sentence', sentence }
}

/** Exclusive or of all characters between ! and *. */
export function checksumOf(body: string): number {
  return [...body].reduce((sum, character) => sum ^ character.charCodeAt(0), 0)
}
