import { checksumOf } from '#scenarios/fishing-ban/aivdm/checksum.ts'
import { receivedMsOf } from '#scenarios/fishing-ban/aivdm/tag-block.ts'

/** One line of a receiver: which part of how many of a message, its armoured payload, and when the receiver says it heard it. */
export type Sentence = {
  parts: number
  part: number
  group: string
  channel: string
  payload: string
  fillBits: number
  receivedMs?: number
}

export type SentenceReading = { type: 'sentence'; sentence: Sentence } | { type: 'refused'; reason: 'no-aivdm' | 'checksum' }

const form = /^(\\[^\\]*\\)?!((?:AI|AB|BS|SA|AN|AR|AS|AT|AX)VD[MO]),(\d),(\d),(\d?),([AB12]?),([^,*]*),([0-5])\*([0-9A-Fa-f]{2})/

/** Reads a sentence (IEC 61162-1) and proves its checksum; what a receiver appends after it is left alone. */
export function readSentence(line: string): SentenceReading {
  const found = form.exec(line.trim())
  if (!found) return { type: 'refused', reason: 'no-aivdm' }
  const [whole, tagBlock = '', , parts, part, group = '', channel = '', payload = '', fillBits, checksum = ''] = found
  const body = whole.slice(whole.indexOf('!') + 1, whole.lastIndexOf('*'))
  if (checksumOf(body) !== Number.parseInt(checksum, 16)) return { type: 'refused', reason: 'checksum' }
  const receivedMs = receivedMsOf(tagBlock)
  const sentence = { parts: Number(parts), part: Number(part), group, channel, payload, fillBits: Number(fillBits) }
  return { type: 'sentence', sentence: receivedMs === undefined ? sentence : { ...sentence, receivedMs } }
}
