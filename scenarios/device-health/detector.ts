import type { Detector, Step } from '#domain/detection/detector.ts'
import { quiet, withTimers } from '#domain/detection/step.ts'
import { isMessage, isOfKind, type Observation, type Wake } from '#domain/observation/observation.ts'
import { presence } from '#domain/observation/presence.ts'
import { isRegistrationChange } from '#domain/observation/registration.ts'
import { lowBattery } from '#scenarios/device-health/checks/battery.ts'
import { claimsAnew, falseClaim } from '#scenarios/device-health/checks/claim.ts'
import { wrongClock } from '#scenarios/device-health/checks/clock.ts'
import { contactsChanged, flappingContacts } from '#scenarios/device-health/checks/contacts.ts'
import { expiringCredentials } from '#scenarios/device-health/checks/credentials.ts'
import { type HealthCheck, runHealthChecks } from '#scenarios/device-health/checks/health-check.ts'
import { stuckReading } from '#scenarios/device-health/checks/reading.ts'
import { afterMessage, isSignOfLife } from '#scenarios/device-health/connection/connection.ts'
import { linkFindingsOf, onConnectionTimer, onDevicePresence } from '#scenarios/device-health/connection/device-connection.ts'
import { onGatewayConnectionTimer, onGroupPresence } from '#scenarios/device-health/connection/gateway-connection.ts'
import { recovered } from '#scenarios/device-health/findings.ts'
import { onGroupMessage, onGroupTimer } from '#scenarios/device-health/gateway-group/gateway-group.ts'
import { onGroupRegistration } from '#scenarios/device-health/gateway-group/gateway-group-registration.ts'
import { type DeviceHealthMemory, type HealthMemory, isGatewayGroup } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { firstHeard, heardAgain, onSilenceTimer, timersWhenHeard } from '#scenarios/device-health/silence/device-silence.ts'
import { isLearning } from '#scenarios/device-health/silence/learned-silence.ts'
import { sampledShare } from '#scenarios/device-health/silence/permitted-silence.ts'
import { onDeviceRegistration } from '#scenarios/device-health/silence/registration-step.ts'

/** Checks that are made only where "heard" is written down anyway, so that they cost no write of their own. */
const sampledChecks: readonly HealthCheck[] = [stuckReading, lowBattery, wrongClock, expiringCredentials]
/** Checks of every message. */
const messageChecks: readonly HealthCheck[] = [flappingContacts, falseClaim]

/** Watches the devices themselves, by the server's time: a wrong clock must not make a device look dead or alive. */
export const detectDeviceHealth: Detector<HealthMemory, Observation | Wake, DeviceHealthLimits> = (memory, seen, limits) => {
  if (seen.key.startsWith('gateway:')) {
    const group = memory && isGatewayGroup(memory) ? memory : undefined
    if (isRegistrationChange(seen)) return onGroupRegistration(group, seen)
    if (isOfKind(presence, seen)) return onGroupPresence(group, seen, limits)
    if (isMessage(seen)) return onGroupMessage(group, seen, limits)
    return seen.name === 'connection' ? onGatewayConnectionTimer(group, seen, limits) : onGroupTimer(group, seen)
  }
  const device = memory && !isGatewayGroup(memory) ? memory : undefined
  if (isRegistrationChange(seen)) return onDeviceRegistration(device, seen)
  if (isOfKind(presence, seen)) return onDevicePresence(device, seen, limits)
  if (isMessage(seen)) return onMessage(device, seen, limits)
  if (!device) return quiet(neverRegistered)
  return seen.name === 'connection' ? onConnectionTimer(device, seen, limits) : onSilenceTimer(device, seen)
}

/** A timer without memory cannot happen; were it to, nothing is known that could be declared. */
const neverRegistered: DeviceHealthMemory = { device: '', name: '', silenceMs: 0, heardAtMs: 0, silent: true }

function onMessage(before: DeviceHealthMemory | undefined, seen: Observation, limits: DeviceHealthLimits): Step<DeviceHealthMemory> {
  if (!before) return onFirstMessage(seen, limits)
  const sampled = isSampled(before, seen) || isSignOfLife(before.link, seen.receivedAtMs, limits.connection)
  if (!sampled && !contactsChanged(before, seen.body) && !claimsAnew(before, seen)) return quiet(before)
  const heard = sampled ? withLink(heardAgain(before, seen), seen, limits) : before
  const checked = runHealthChecks(sampled ? [...sampledChecks, ...messageChecks] : messageChecks, heard, seen, limits)
  if (!sampled) return checked
  const { memory, findings } = checked
  const news = before.silent
    ? [recovered(`device:${before.device}`, speaksAgain, memory.heardAtMs)]
    : linkFindingsOf(before, memory.link, seen.receivedAtMs)
  return { memory, findings: [...news, ...findings], timers: timersWhenHeard(before, memory) }
}

/** Whoever is heard is connected. */
function withLink(memory: DeviceHealthMemory, { receivedAtMs }: Observation, { connection }: DeviceHealthLimits): DeviceHealthMemory {
  const link = afterMessage(memory.link, receivedAtMs, connection)
  return link === memory.link || !link ? memory : { ...memory, link }
}

function onFirstMessage(seen: Observation, limits: DeviceHealthLimits): Step<DeviceHealthMemory> {
  const checked = runHealthChecks([...sampledChecks, ...messageChecks], firstHeard(seen.site, seen.receivedAtMs), seen, limits)
  return withTimers(checked, ...timersWhenHeard(undefined, checked.memory))
}

const speaksAgain = { zh: '设备恢复上报', en: 'the device speaks again' }

/** Whether this message is written down: the first, the first after a silence, and one in a fifth of the permitted silence. */
function isSampled(memory: DeviceHealthMemory, { site, receivedAtMs }: Observation): boolean {
  const aheadMs = receivedAtMs - memory.heardAtMs
  if (memory.awaited) return true
  if (aheadMs < 0) return false
  return memory.silent || isLearning(memory, site) || aheadMs >= memory.silenceMs * sampledShare
}
