import type { Step, Timer } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { Person, PrefectureMemory, Verdict } from '#scenarios/epidemic-control/memory/people.ts'
import { noLists, withPart } from '#scenarios/epidemic-control/risk/list-history.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { joinedStays, prefectureOf, shortRef, staysIn, troublesOf } from '#scenarios/epidemic-control/screening/person.ts'
import { forgotten, personFindings } from '#scenarios/epidemic-control/screening/person-findings.ts'
import { counted } from '#scenarios/epidemic-control/screening/tally.ts'
import { judge, standing } from '#scenarios/epidemic-control/screening/verdict.ts'

export const noPrefecture: PrefectureMemory = { lists: noLists, people: {}, tally: {} }

const dayMs = 86_400_000
/** After the look-back a week more, in which a late list may still speak of a stay. */
export const graceDays = 7
/** With their stays about 150 KB of a memory's 400. */
const mostPeople = 400
/** An incident takes three writes, its line in the queue two, and a commit a hundred: the next step, a second later, reports who is left. */
const reportedAtOnce = 15
const nextStepMs = 1_000

type Arrived = ObservationOf<typeof arrival>
type Listed = ObservationOf<typeof riskList>

/** An arrival is judged by the lists that are known, remembered for those that come, and counted. */
export function onArrival(memory: PrefectureMemory | undefined, seen: Arrived, limits: EpidemicLimits): Step<PrefectureMemory | undefined> {
  const before = memory ?? noPrefecture
  const ref = shortRef(seen.body.personRef)
  const known = before.people[ref]
  const declared = declaredBy(seen, known, limits)
  // Too late to be checked again, or a policy under which nobody is screened any more.
  if (declared.forgetAtMs <= seen.receivedAtMs) return quiet(memory)
  const isFull = !known && Object.keys(before.people).length >= mostPeople
  const now = judge(declared, before.lists, limits)
  const verdict = isFull ? overflow(now) : standing(known?.verdict, now, known?.decided)
  const person: Person = { ...declared, verdict, ...(known && decisionsOf(known)) }
  const people = isFull ? before.people : { ...before.people, [ref]: person }
  const tally =
    known?.arrivalId === declared.arrivalId
      ? before.tally
      : counted(before.tally, seen.receivedAtMs, limits.offsetMinutes, verdict.colour, limits.screening)
  return {
    memory: { ...before, people, tally },
    findings: personFindings(ref, known?.verdict, person, seen.device, seen.observedAtMs),
    timers: forgetTimer(people),
  }
}

/** A new list looks back: everybody who is still remembered is judged again. */
export function onRiskList(memory: PrefectureMemory | undefined, seen: Listed, limits: EpidemicLimits): Step<PrefectureMemory | undefined> {
  const before = memory ?? noPrefecture
  const lists = withPart(before.lists, seen.body)
  if (lists === before.lists) return quiet(memory)
  const next: PrefectureMemory = { ...before, lists, listedBy: seen.device }
  return lists.lists === before.lists.lists
    ? quiet(next)
    : judgedAgain(next, { source: seen.device, observedAtMs: seen.observedAtMs, nowMs: seen.receivedAtMs }, limits)
}

/** Goes on with what a list has changed for more people than one commit holds. */
export function onAgain(memory: PrefectureMemory, { observedAtMs }: Wake, limits: EpidemicLimits): Step<PrefectureMemory> {
  if (memory.listedBy === undefined) return quiet(memory)
  return judgedAgain(memory, { source: memory.listedBy, observedAtMs, nowMs: observedAtMs }, limits)
}

/** Forgets everybody whose time is over. This goes on also when screening is no longer authorised. */
export function onForget(memory: PrefectureMemory, { observedAtMs: nowMs }: Wake): Step<PrefectureMemory> {
  const over = Object.entries(memory.people).filter(([, { forgetAtMs }]) => forgetAtMs <= nowMs)
  const listed = over.filter(([, { verdict }]) => verdict.colour !== 'green')
  const later = new Set(listed.slice(reportedAtOnce).map(([ref]) => ref))
  const people = Object.fromEntries(Object.entries(memory.people).filter(([ref, { forgetAtMs }]) => forgetAtMs > nowMs || later.has(ref)))
  const findings = listed.slice(0, reportedAtOnce).map(([ref]) => forgotten(ref, nowMs))
  const timers = later.size > 0 ? [{ name: 'forget', dueAtMs: nowMs + nextStepMs }] : forgetTimer(people)
  return { memory: { ...memory, people }, findings, timers }
}

function judgedAgain(
  memory: PrefectureMemory,
  { source, observedAtMs, nowMs }: { source: DeviceId; observedAtMs: number; nowMs: number },
  limits: EpidemicLimits,
): Step<PrefectureMemory> {
  const findings: Finding[] = []
  const people = { ...memory.people }
  let { tally } = memory
  for (const [ref, person] of Object.entries(memory.people)) {
    const verdict = standing(person.verdict, judge(person, memory.lists, limits), person.decided)
    if (verdict === person.verdict) continue
    if (findings.length === reportedAtOnce)
      return { memory: { ...memory, people, tally }, findings, timers: [{ name: 'again', dueAtMs: nowMs + nextStepMs }] }
    people[ref] = { ...person, verdict }
    const found = personFindings(ref, person.verdict, people[ref], source, observedAtMs)
    if (found.length > 0 && verdict.colour !== person.verdict.colour)
      tally = counted(tally, nowMs, limits.offsetMinutes, verdict.colour, limits.screening)
    findings.push(...found)
  }
  return { memory: { ...memory, people, tally }, findings }
}

function declaredBy(seen: Arrived, known: Person | undefined, limits: EpidemicLimits): Omit<Person, 'verdict'> {
  const { body, observedAtMs: arrivedMs } = seen
  const prefecture = seen.key.split(':')[1] ?? ''
  const lookBackDays = policyAt(limits.screening.policies, arrivedMs)?.lookBackDays ?? 0
  const rules = { lookBackMs: lookBackDays * dayMs, stayGapMs: limits.screening.stayGapHours * 3_600_000 }
  // What concerns the whole declaration is asked once, where the person comes from.
  const isHome = prefectureOf(body.origin.adcode) === prefecture
  const isNewest = !known || arrivedMs >= known.arrivedMs
  const test = body.test && body.test.result !== 'pending' ? { atMs: Date.parse(body.test.at), result: body.test.result } : undefined
  const fresh = {
    arrivalId: body.arrivalId,
    checkpoint: body.checkpoint,
    arrivedMs,
    forgetAtMs: arrivedMs + (lookBackDays > 0 ? (lookBackDays + graceDays) * dayMs : 0),
    troubles: isHome && lookBackDays > 0 ? troublesOf(body, arrivedMs, seen.receivedAtMs, rules) : [],
    companions: body.companions.length,
    ...(body.linkKeys.length > 0 && { linkKeys: body.linkKeys.map(shortRef) }),
    ...(test && { test }),
  }
  const { verdict: _verdict, ...earlier } = known ?? { verdict: undefined }
  return { ...(isNewest ? fresh : (earlier as Omit<Person, 'verdict'>)), stays: joinedStays(known?.stays ?? [], staysIn(body, prefecture)) }
}

function decisionsOf({ decided, earlier }: Person): Pick<Person, 'decided' | 'earlier'> {
  return { ...(decided && { decided }), ...(earlier && { earlier }) }
}

/** Somebody who cannot be remembered cannot be checked again, so a person has to look now. */
function overflow(verdict: Verdict): Verdict {
  return verdict.colour === 'green' ? { ...verdict, colour: 'amber', rule: 'memory-full', score: 10 } : verdict
}

export function forgetTimer(people: Record<string, { forgetAtMs: number }>): Timer[] {
  const times = Object.values(people).map(({ forgetAtMs }) => forgetAtMs)
  return [{ name: 'forget', dueAtMs: times.length > 0 ? Math.min(...times) : undefined }]
}
