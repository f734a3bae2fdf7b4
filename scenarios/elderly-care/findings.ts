import { clearOf, type RaiseWords, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'

/** What a finding says; what is left out follows from where, by what and when something was seen. */
type CareWords = Omit<RaiseWords, 'certainty' | 'observedAtMs' | 'sources' | 'areaId'> & Partial<Pick<Raise, 'certainty' | 'observedAtMs'>>

/** A finding with the home it is about in its title; names of people are not known here. */
export function raise({ home, where, device, atMs }: FindingContext, { title, ...words }: CareWords): Raise {
  return raiseOf({
    certainty: 'Likely',
    observedAtMs: atMs,
    ...words,
    title: { zh: `${title.zh}：${where}`, en: `${title.en}: ${where}` },
    sources: [device],
    ...(home && { areaId: home }),
  })
}

/** The condition of a subject has ended. */
export function clear(subject: string, atMs: number, text: Text, outcome: Clear['outcome'] = 'passed'): Clear {
  return clearOf(subject, outcome, text, atMs)
}

/** Whole minutes, for figures in sentences. */
export function minutes(durationMs: number): number {
  return Math.max(0, Math.round(durationMs / 60_000))
}
