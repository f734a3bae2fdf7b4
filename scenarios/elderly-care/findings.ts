import type { Clear, Raise, Reason } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import type { Occasion } from '#scenarios/elderly-care/memory.ts'

type Words = Pick<Raise, 'subject' | 'level' | 'severity' | 'urgency' | 'title'> & {
  certainty?: Raise['certainty']
  rule: string
  text: Text
  inputs?: Reason['inputs']
  position?: Raise['position']
  /** Other than when it was seen. */
  observedAtMs?: number
}

/** A finding with the home it is about in its title; names of people are not known here. */
export function raise({ home, where, device, atMs }: Occasion, words: Words): Raise {
  const { rule, text, inputs = [], title, certainty = 'Likely', observedAtMs = atMs, position, ...rest } = words
  return {
    type: 'raise',
    ...rest,
    certainty,
    title: { zh: `${title.zh}：${where}`, en: `${title.en}: ${where}` },
    reason: { rule, text, inputs },
    observedAtMs,
    sources: [device],
    ...(home && { areaId: home }),
    ...(position && { position }),
  }
}

/** The condition of a subject has ended. */
export function clear(subject: string, atMs: number, text: Text, outcome: Clear['outcome'] = 'passed'): Clear {
  return { type: 'clear', subject, outcome, text, observedAtMs: atMs }
}

/** Whole minutes, for figures in sentences. */
export function minutes(durationMs: number): number {
  return Math.max(0, Math.round(durationMs / 60_000))
}
