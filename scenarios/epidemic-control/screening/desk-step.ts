import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Person, PrefectureMemory, Verdict } from '#scenarios/epidemic-control/memory/people.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import type { DeskMessage } from '#scenarios/epidemic-control/screening/desk-message.ts'
import { decisionFindings, erased, personFindings } from '#scenarios/epidemic-control/screening/person-findings.ts'
import { forgetTimer } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import { counted } from '#scenarios/epidemic-control/screening/tally.ts'
import { standing } from '#scenarios/epidemic-control/screening/verdict.ts'

type PrefectureStep = Step<PrefectureMemory | undefined>
/** What having been together with somebody is worth in the queue. Never red: the grid joins strangers behind walls. */
const companionScore = 40
/** Decisions kept beside the newest one; the case file has them all. */
const earlierKept = 3

/** What the health office did with somebody, in one prefecture. Nobody there by that reference: nothing happens. */
export function onDesk(memory: PrefectureMemory | undefined, seen: DeskMessage, limits: EpidemicLimits): PrefectureStep {
  const person = memory?.people[seen.body.ref]
  if (!memory || !person) return quiet(memory)
  if (seen.kind === 'screening-erasure') return erasedFrom(memory, person, seen.body.ref, seen.observedAtMs)
  const after = seen.kind === 'screening-decision' ? decided(person, seen.body, seen.observedAtMs) : accompanied(person, limits)
  if (after === person) return quiet(memory)
  const { ref } = seen.body
  const findings =
    seen.kind === 'screening-decision'
      ? decisionFindings(ref, after, seen.device, seen.observedAtMs)
      : personFindings(ref, person.verdict, after, seen.device, seen.observedAtMs)
  const tally =
    seen.kind === 'screening-companion' && after.verdict.colour !== person.verdict.colour
      ? counted(memory.tally, seen.receivedAtMs, limits.offsetMinutes, after.verdict.colour, limits.screening)
      : memory.tally
  return { memory: { ...memory, people: { ...memory.people, [ref]: after }, tally }, findings }
}

function decided(
  person: Person,
  { colour, by, reason, appeal }: Extract<DeskMessage, { kind: 'screening-decision' }>['body'],
  atMs: number,
) {
  const { rule, entry } = person.decided && person.verdict.rule === 'person-decided' ? person.decided.on : person.verdict
  const verdict: Verdict = { ...person.verdict, colour, rule: 'person-decided' }
  const on = { rule, ...(entry !== undefined && { entry }) }
  const earlier = person.decided && { earlier: [...(person.earlier ?? []), person.decided].slice(-earlierKept) }
  return { ...person, verdict, decided: { colour, by, atMs, reason, appeal, on }, ...earlier }
}

function accompanied(person: Person, { screening }: EpidemicLimits): Person {
  const policy = policyAt(screening.policies, person.arrivedMs)?.id ?? 'none'
  const verdict = standing(person.verdict, { colour: 'amber', rule: 'companion', score: companionScore, policy }, person.decided)
  return verdict === person.verdict ? person : { ...person, verdict }
}

function erasedFrom(memory: PrefectureMemory, person: Person, ref: string, atMs: number): PrefectureStep {
  const { [ref]: _gone, ...people } = memory.people
  const findings = person.verdict.colour === 'green' ? [] : [erased(ref, atMs)]
  return { memory: { ...memory, people }, findings, timers: forgetTimer(people) }
}
