import type { Step } from '#domain/detection/detector.ts'
import { quiet, withTimers } from '#domain/detection/step.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { presence } from '#domain/observation/presence.ts'
import { afterGrace, afterPresence } from '#scenarios/device-health/connection/connection.ts'
import { connectedAgain, type LinkOwner, linkFindings, linkTimers } from '#scenarios/device-health/connection/connection-findings.ts'
import { backToNormal, emptyGroup, isReportedElsewhere, withTimer } from '#scenarios/device-health/gateway-group/gateway-group.ts'
import type { GatewayGroupMemory } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'

/** The broker told of a connection of the gateway group. The gateway's is everybody's; who has one of its own beside it is judged by its silence. */
export function onGroupPresence(
  known: GatewayGroupMemory | undefined,
  seen: ObservationOf<typeof presence>,
  limits: DeviceHealthLimits,
): Step<GatewayGroupMemory> {
  const before = known ?? emptyGroup(seen.key)
  if (seen.device !== before.gateway) return quiet(before)
  const link = afterPresence(before.link, seen.body, seen.receivedAtMs, limits.connection)
  if (link === before.link || !link) return quiet(before)
  const after = { ...before, link }
  const isBack = before.link?.lastReported === 'lost' && before.outage === 'gateway'
  if (isBack) {
    const findings = isReportedElsewhere(before, 'gateway') ? [] : [connectedAgain(ownerOf(before).subject, seen.receivedAtMs)]
    return withTimer(backToNormal(after, seen.receivedAtMs), findings)
  }
  const findings = linkFindings(before.link, link, ownerOf(before), seen.receivedAtMs)
  return withTimers({ memory: after, findings }, ...linkTimers(before.link, link))
}

/** The grace of a gateway's lost connection may be over: then its outage is known before anybody's silence is. */
export function onGatewayConnectionTimer(
  known: GatewayGroupMemory | undefined,
  { key, observedAtMs }: Wake,
  limits: DeviceHealthLimits,
): Step<GatewayGroupMemory> {
  const before = known ?? emptyGroup(key)
  if (!before.link) return quiet(before)
  const link = afterGrace(before.link, observedAtMs, limits.connection)
  const memory: GatewayGroupMemory = { ...before, link, ...(link.lastReported === 'lost' && { outage: 'gateway' as const }) }
  const isNews = before.outage !== 'gateway' && !isReportedElsewhere(before, 'gateway')
  const findings = isNews ? linkFindings(before.link, link, ownerOf(before), observedAtMs) : []
  return withTimers({ memory, findings }, ...linkTimers(undefined, link))
}

function ownerOf({ gateway, members }: GatewayGroupMemory): LinkOwner {
  return { subject: `gateway:${gateway}`, device: gateway, name: members[gateway]?.name ?? gateway, severity: 'Moderate' }
}
