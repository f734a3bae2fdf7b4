import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Clear } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { outOfService, type RegistrationChange } from '#domain/observation/registration.ts'
import { backToNormal, deadlineOf, emptyFamily, isToldElsewhere, mostAreSilent, withTimer } from '#scenarios/device-health/family.ts'
import { recovered } from '#scenarios/device-health/findings.ts'
import type { FamilyMemory, Member } from '#scenarios/device-health/memory.ts'
import { longerSilence } from '#scenarios/device-health/service.ts'

/** The register has changed what it says of a family's gateway or of a device behind it. */
export function onFamilyService(known: FamilyMemory | undefined, seen: Observation): Step<FamilyMemory> {
  const before = known ?? emptyFamily(seen.key)
  const isOut = (seen.body as RegistrationChange).now === 'out-of-service'
  if (seen.device === before.gateway) return isOut ? withoutGateway(before, seen) : corrected(withGateway(before), seen)
  return isOut ? withoutMember(before, seen) : corrected(before, seen)
}

/** Of a gateway that is gone no silence tells anything; the devices that were behind it are each their own affair. */
function withoutGateway(before: FamilyMemory, { receivedAtMs: nowMs }: Observation): Step<FamilyMemory> {
  const { link, ...others } = before
  const after: FamilyMemory = { ...others, members: withEntry(before.members, before.gateway, undefined), gatewayGone: true }
  const isTold = (before.outage !== undefined || link?.told !== undefined) && !isToldElsewhere(before, before.outage)
  const findings = isTold ? [recovered(`gateway:${before.gateway}`, outOfService, nowMs)] : []
  return withTimer(before.outage ? backToNormal(after, nowMs) : after, findings)
}

function withoutMember(before: FamilyMemory, { device, receivedAtMs: nowMs }: Observation): Step<FamilyMemory> {
  const gone = before.members[device]
  if (!gone) return quiet(before)
  const after: FamilyMemory = { ...before, members: withEntry(before.members, device, undefined) }
  const nobodyIsLeft = Object.keys(after.members).length === 0
  const isOver = before.outage !== undefined && (nobodyIsLeft || (before.outage === 'devices' && !mostAreSilent(after, nowMs)))
  const findings: Clear[] = [
    ...(gone.silent === 'alone' ? [recovered(`device:${device}`, outOfService, nowMs)] : []),
    ...(isOver && !isToldElsewhere(before, before.outage) ? [recovered(`gateway:${before.gateway}`, outOfService, nowMs)] : []),
  ]
  return withTimer(isOver ? backToNormal(after, nowMs) : after, findings)
}

/** One that is known is judged by its new name and rhythm from its last word on; who joins is known by its first word. */
function corrected(before: FamilyMemory, { device, site, receivedAtMs: nowMs }: Observation): Step<FamilyMemory> {
  const known = before.members[device]
  if (!known) return quiet(before)
  const { silent, ...rest } = known
  const member: Member = { ...rest, name: site.name, silenceMs: site.silenceSeconds * 1000 }
  const isStillSilent = silent !== undefined && (silent === 'together' || deadlineOf(member) <= nowMs)
  const members = { ...before.members, [device]: isStillSilent ? { ...member, silent } : member }
  const findings = silent && !isStillSilent ? [recovered(`device:${device}`, longerSilence, nowMs)] : []
  return withTimer({ ...before, members }, findings)
}

function withGateway({ gatewayGone: _gone, ...family }: FamilyMemory): FamilyMemory {
  return family
}
