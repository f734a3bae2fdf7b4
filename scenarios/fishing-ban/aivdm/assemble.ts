import type { Sentence } from '#scenarios/fishing-ban/aivdm/sentence.ts'

/** Messages of which parts are still missing, by group and channel. */
export type Pending = Record<string, Sentence[]>
/** `receivedMs` is that of the first part which says it. */
export type Whole = { payload: string; fillBits: number; receivedMs?: number }

/** At most this many messages wait for their parts; the longest waiting goes first. */
const pendingAtMost = 64

/** Puts parts together. Parts come in order; one that does not follow the last throws its message away. */
export function assemble(pending: Pending, sentence: Sentence): { pending: Pending; whole?: Whole } {
  if (sentence.parts === 1) return { pending, whole: wholeOf([sentence]) }
  const name = `${sentence.group}/${sentence.channel}/${sentence.parts}`
  const { [name]: known = [], ...others } = pending
  if (sentence.part !== (sentence.part === 1 ? 1 : known.length + 1)) return { pending: others }
  const parts = sentence.part === 1 ? [sentence] : [...known, sentence]
  if (parts.length < sentence.parts) return { pending: bounded({ ...others, [name]: parts }) }
  return { pending: others, whole: wholeOf(parts) }
}

function wholeOf(parts: Sentence[]): Whole {
  const receivedMs = parts.find((part) => part.receivedMs !== undefined)?.receivedMs
  const whole = { payload: parts.map(({ payload }) => payload).join(''), fillBits: parts.at(-1)?.fillBits ?? 0 }
  return receivedMs === undefined ? whole : { ...whole, receivedMs }
}

function bounded(pending: Pending): Pending {
  return Object.fromEntries(Object.entries(pending).slice(-pendingAtMost))
}
