import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Clear } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { outOfService, type RegistrationChange } from '#domain/observation/registration.ts'
import { recovered } from '#scenarios/device-health/findings.ts'
import {
  backToNormal,
  deadlineOf,
  emptyGroup,
  isReportedElsewhere,
  mostAreSilent,
  withTimer,
} from '#scenarios/device-health/gateway-group/gateway-group.ts'
import type { GatewayGroupMemory, Member } from '#scenarios/device-health/memory.ts'
import { longerSilence } from '#scenarios/device-health/silence/registration-step.ts'

/** The register has changed what it says of a group's gateway or of a device behind it. */
export function onGroupRegistration(
  known: GatewayGroupMemory | undefined,
  seen: Observation<string, RegistrationChange>,
): Step<GatewayGroupMemory> {
  const before = known ?? emptyGroup(seen.key)
  const isOut = seen.body.now === 'out-of-service'
  if (seen.device === before.gateway) return isOut ? withoutGateway(before, seen) : corrected(withGateway(before), seen)
  return isOut ? withoutMember(before, seen) : corrected(before, seen)
}

/** Of a gateway that is gone no silence tells anything; the devices that were behind it are each their own affair. */
function withoutGateway(before: GatewayGroupMemory, { receivedAtMs: nowMs }: Observation): Step<GatewayGroupMemory> {
  const { link, ...others } = before
  const after: GatewayGroupMemory = { ...others, members: withEntry(before.members, before.gateway, undefined), gatewayGone: true }
  const isTold = (before.outage !== undefined || link?.lastReported !== undefined) && !isReportedElsewhere(before, before.outage)
  const findings = isTold ? [recovered(`gateway:${before.gateway}`, outOfService, nowMs)] : []
  return withTimer(before.outage ? backToNormal(after, nowMs) : after, findings)
}

function withoutMember(before: GatewayGroupMemory, { device, receivedAtMs: nowMs }: Observation): Step<GatewayGroupMemory> {
  const gone = before.members[device]
  if (!gone) return quiet(before)
  const after: GatewayGroupMemory = { ...before, members: withEntry(before.members, device, undefined) }
  const nobodyIsLeft = Object.keys(after.members).length === 0
  const isOver = before.outage !== undefined && (nobodyIsLeft || (before.outage === 'devices' && !mostAreSilent(after, nowMs)))
  const findings: Clear[] = [
    ...(gone.silent === 'alone' ? [recovered(`device:${device}`, outOfService, nowMs)] : []),
    ...(isOver && !isReportedElsewhere(before, before.outage) ? [recovered(`gateway:${before.gateway}`, outOfService, nowMs)] : []),
  ]
  return withTimer(isOver ? backToNormal(after, nowMs) : after, findings)
}

/** One that is known is judged by its new name and reporting interval from its last word on; who joins is known by its first word. */
function corrected(before: GatewayGroupMemory, { device, site, receivedAtMs: nowMs }: Observation): Step<GatewayGroupMemory> {
  const known = before.members[device]
  if (!known) return quiet(before)
  const { silent, ...rest } = known
  const member: Member = { ...rest, name: site.name, silenceMs: site.silenceSeconds * 1000 }
  const isStillSilent = silent !== undefined && (silent === 'together' || deadlineOf(member) <= nowMs)
  const members = { ...before.members, [device]: isStillSilent ? { ...member, silent } : member }
  const findings = silent && !isStillSilent ? [recovered(`device:${device}`, longerSilence, nowMs)] : []
  return withTimer({ ...before, members }, findings)
}

function withGateway({ gatewayGone: _gone, ...group }: GatewayGroupMemory): GatewayGroupMemory {
  return group
}
