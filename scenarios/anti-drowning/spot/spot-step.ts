import type { Wake } from '#domain/observation/observation.ts'
import { callOut } from '#scenarios/anti-drowning/calls/call-out.ts'
import { giveOrder } from '#scenarios/anti-drowning/calls/speaker-step.ts'
import { type Draft, forgetSpot, setSpot } from '#scenarios/anti-drowning/draft.ts'
import { permittedRaise, spotClear, spotRaise } from '#scenarios/anti-drowning/findings.ts'
import type { Level, Spot } from '#scenarios/anti-drowning/memory.ts'
import { permittedUntil } from '#scenarios/anti-drowning/spot/permitted-swim.ts'
import { afterSight, hasLeft, isGraver, isMissing, type Sight, submergedAtMs } from '#scenarios/anti-drowning/spot/spot.ts'

/** As long as somebody stays, the desk gets a piece of evidence this often. */
const evidenceEveryMs = 30_000
/** After this long the rescue is in other hands and the spot watches for the next one. */
const missingForMs = 1_800_000

/** A frame of one of its cameras shows who is at the spot. */
export function onSight(draft: Draft, name: string, sight: Sight): void {
  const { limits } = draft
  const { atMs, occupancy } = sight
  const before = draft.memory.spots[name]
  const spot = afterSight(before, sight, limits)
  if (!spot) return
  setSpot(draft, name, spot)
  if (!before) draft.timers.push({ name: `empty:${name}`, dueAtMs: spot.seenMs + limits.presence.exitSeconds * 1000 })
  watchForMissing(draft, name, before, spot)
  const anybody = occupancy.strip + occupancy.edge + occupancy.water > 0
  if (hasLeft(spot, atMs, limits)) leave(draft, name, spot, atMs)
  else if (spot.level) report(draft, name, spot, spot.level, atMs, anybody, spot.whyCritical !== before?.whyCritical)
}

export function onEmpty(draft: Draft, { observedAtMs }: Wake, name: string, spot: Spot): void {
  if (hasLeft(spot, observedAtMs, draft.limits)) leave(draft, name, spot, observedAtMs)
  else if (isMissing(spot) && observedAtMs - spot.waterSeenMs >= missingForMs) forgetSpot(draft, name)
  else {
    const dueAtMs = isMissing(spot) ? observedAtMs + evidenceEveryMs : spot.seenMs + draft.limits.presence.exitSeconds * 1000
    draft.timers.push({ name: `empty:${name}`, dueAtMs: Math.max(dueAtMs, observedAtMs + 1_000) })
  }
}

export function onUnder(draft: Draft, { observedAtMs }: Wake, name: string, spot: Spot): void {
  if (!isMissing(spot)) return
  const dueAtMs = submergedAtMs(spot, draft.limits)
  if (dueAtMs > observedAtMs) draft.timers.push({ name: `under:${name}`, dueAtMs })
  else tell(draft, name, { ...spot, level: 'critical', whyCritical: 'submerged' }, 'critical', observedAtMs)
}

function watchForMissing(draft: Draft, name: string, before: Spot | undefined, spot: Spot): void {
  const [was, is] = [before !== undefined && isMissing(before), isMissing(spot)]
  if (is && !was) draft.timers.push({ name: `under:${name}`, dueAtMs: submergedAtMs(spot, draft.limits) })
  if (was && !is) draft.timers.push({ name: `under:${name}`, dueAtMs: undefined })
}

function report(draft: Draft, name: string, spot: Spot, level: Level, atMs: number, anybody: boolean, anotherReason: boolean): void {
  const until = permittedUntil(name, atMs, draft.limits)
  if (until !== undefined) {
    if (level !== 'notice') withhold(draft, name, spot)
    if (spot.lastReported) return
    setSpot(draft, name, { ...(draft.memory.spots[name] ?? spot), lastReported: { level: 'notice', atMs } })
    draft.findings.push(permittedRaise(name, draft.area, atMs, spot.device, until))
    return
  }
  const evidenceDue = anybody && atMs - (spot.lastReported?.atMs ?? 0) >= evidenceEveryMs
  if (isGraver(level, spot.lastReported?.level) || anotherReason || evidenceDue) tell(draft, name, spot, level, atMs)
  if (!anybody) return
  const call = callOut(name, draft.memory.spots[name] ?? spot, level, atMs, draft.limits)
  if (!call.order) return
  setSpot(draft, name, call.spot)
  giveOrder(draft, call.order)
}

function withhold(draft: Draft, name: string, spot: Spot): void {
  if (spot.isWithheld) return
  setSpot(draft, name, { ...spot, isWithheld: true })
  draft.withheld.push({ why: 'swim-permitted', device: spot.device })
}

function tell(draft: Draft, name: string, spot: Spot, level: Level, atMs: number): void {
  setSpot(draft, name, { ...spot, lastReported: { level, atMs } })
  draft.findings.push(spotRaise(name, draft.area, spot, level, atMs, spot.device))
}

function leave(draft: Draft, name: string, spot: Spot, atMs: number): void {
  forgetSpot(draft, name)
  draft.timers.push({ name: `empty:${name}`, dueAtMs: undefined })
  if (spot.lastReported) draft.findings.push(spotClear(name, spot, atMs))
}
