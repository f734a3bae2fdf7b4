import type { Step } from '#domain/detection/detector.ts'
import { quiet, withTimers } from '#domain/detection/step.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { presence } from '#domain/observation/presence.ts'
import { afterGrace, afterPresence } from '#scenarios/device-health/connection/connection.ts'
import { type LinkOwner, linkFindings, linkTimers } from '#scenarios/device-health/connection/connection-findings.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { awaitFirstWord } from '#scenarios/device-health/silence/device-silence.ts'

/**
 * The broker told of a device's connection. That is no word of the device: its permitted silence runs on. Of a gateway group the
 * gateway's link is judged, where its silence is.
 */
export function onDevicePresence(
  known: DeviceHealthMemory | undefined,
  { site, body, receivedAtMs }: ObservationOf<typeof presence>,
  limits: DeviceHealthLimits,
): Step<DeviceHealthMemory> {
  const { memory, timers } = known ? { memory: known, timers: [] } : awaitFirstWord(site, receivedAtMs)
  const link = memory.inGatewayGroup ? memory.link : afterPresence(memory.link, body, receivedAtMs, limits.connection)
  if (link === memory.link || !link) return withTimers(quiet(memory), ...timers)
  const step = { memory: { ...memory, link }, findings: linkFindingsOf(memory, link, receivedAtMs) }
  return withTimers(step, ...timers, ...linkTimers(memory.link, link))
}

/** The grace of a lost connection may be over. */
export function onConnectionTimer(
  memory: DeviceHealthMemory,
  { observedAtMs }: Wake,
  limits: DeviceHealthLimits,
): Step<DeviceHealthMemory> {
  if (!memory.link) return quiet(memory)
  const link = afterGrace(memory.link, observedAtMs, limits.connection)
  return { memory: { ...memory, link }, findings: linkFindingsOf(memory, link, observedAtMs), timers: linkTimers(undefined, link) }
}

/** Of a device that was declared silent its connection tells nothing more: its next word will. */
export function linkFindingsOf(memory: DeviceHealthMemory, link: DeviceHealthMemory['link'], atMs: number) {
  return memory.silent ? [] : linkFindings(memory.link, link, ownerOf(memory), atMs)
}

function ownerOf({ device, name }: DeviceHealthMemory): LinkOwner {
  return { subject: `device:${device}`, device, name, severity: 'Minor' }
}
