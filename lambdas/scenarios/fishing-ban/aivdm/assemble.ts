import type { Sentence } from '#lambdas/scenarios/fishing-ban/aivdm/sentence.ts'

/** Messages of which parts are still missing, by group and channel. */
export type Pending = Record<string, Sentence[]>
export type Whole = { payload: string; fillBits: number }

/** At most this many messages wait for their parts; the longest waiting goes first. */
const pendingAtMost = 64

/** Puts parts together. Parts come in order; one that does not follow the last throws its message away. */
export function assemble(pending: Pending, sentence: Sentence): { pending: Pending; whole?: Whole } {
  if (sentence.parts === 1) return { pending, whole: { payload: sentence.payload, fillBits: sentence.fillBits } }
  const name = `${sentence.group}/${sentence.channel}/${sentence.parts}`
  const { [name]: known = [], ...others } = pending
  if (sentence.part !== (sentence.part === 1 ? 1 : known.length + 1)) return { pending: others }
  const parts = sentence.part === 1 ? [sentence] : [...known, sentence]
  if (parts.length < sentence.parts) return { pending: bounded({ ...others, [name]: parts }) }
  return { pending: others, whole: { payload: parts.map(({ payload }) => payload).join(''), fillBits: sentence.fillBits } }
}

function bounded(pending: Pending): Pending {
  return Object.fromEntries(Object.entries(pending).slice(-pendingAtMost))
}
