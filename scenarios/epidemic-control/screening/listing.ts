import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Listed } from '#domain/scenario/scenario.ts'
import type { Person, Verdict } from '#scenarios/epidemic-control/memory/people.ts'
import type { EpidemicMemory } from '#scenarios/epidemic-control/memory.ts'
import { subjectOf } from '#scenarios/epidemic-control/screening/person-findings.ts'
import type { Linked, Waiting } from '#scenarios/epidemic-control/screening/queue-lines.ts'

export const queueList = 'queue'

export function linkList(linkKey: string): string {
  return `link#${linkKey}`
}

/** The queue: who is neither green nor decided on. Who they are may be known under several references: their keys are listed, too. */
export function listing(key: string, memory: KeyMemory): Listed[] {
  const { prefecture, identity } = (memory.detector ?? {}) as EpidemicMemory
  const waiting = Object.entries(prefecture?.people ?? {})
    .filter(([, { verdict }]) => verdict.colour !== 'green' && verdict.rule !== 'person-decided')
    .map(([ref, person]) => waitingLine(ref, key.split(':')[1] ?? '', person, memory.episodes[subjectOf(ref)]?.incidentId))
  const links = Object.entries(identity?.people ?? {}).flatMap(([ref, { linkKeys = [], forgetAtMs }]) =>
    linkKeys.map(
      (link): Listed => ({ name: `${ref} ${link}`, list: linkList(link), place: ref, value: { ref, forgetAtMs } satisfies Linked }),
    ),
  )
  return [...waiting, ...links]
}

function waitingLine(ref: string, prefecture: string, person: Person, incidentId: string | undefined): Listed {
  const { arrivalId, checkpoint, arrivedMs, forgetAtMs, troubles, linkKeys, verdict } = person
  const value: Waiting = {
    ref,
    prefecture,
    arrivalId,
    checkpoint,
    arrivedMs,
    forgetAtMs,
    troubles,
    verdict,
    ...(linkKeys && { linkKeys }),
    ...(incidentId && { incidentId }),
  }
  return { name: ref, list: queueList, place: queuePlace(ref, prefecture, verdict), group: ref, value }
}

/** Red before amber, then by score; the reference makes the order total. */
export function queuePlace(ref: string, prefecture: string, { colour, score }: Pick<Verdict, 'colour' | 'score'>): string {
  return `${colourPlace(colour)}|${String(100 - score).padStart(3, '0')}|${ref}|${prefecture}`
}

export function colourPlace(colour: Verdict['colour']): 0 | 1 {
  return colour === 'red' ? 0 : 1
}
