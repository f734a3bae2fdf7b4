import type { Clear, Step } from '#domain/detection/detector.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { RegistrationChange } from '#domain/observation/registration.ts'
import { awaitFirstWord, firstHeard, silenceTimer } from '#lambdas/scenarios/device-health/device-silence.ts'
import { backToNormal, emptyFamily, mostAreSilent, withTimer } from '#lambdas/scenarios/device-health/family.ts'
import { mended } from '#lambdas/scenarios/device-health/findings.ts'
import type { DeviceHealthMemory, FamilyMemory } from '#lambdas/scenarios/device-health/memory.ts'

const outOfService = { zh: '设备已停用，不再看护', en: 'it was taken out of service; nobody waits for its word any more' }

/** A device was registered anew, changed in the register, or taken out of service: of one that is gone nothing is told any more. */
export function onDeviceService(known: DeviceHealthMemory | undefined, seen: Observation): Step<DeviceHealthMemory> {
  const { site, receivedAtMs: nowMs, body } = seen
  if (!(body as RegistrationChange).inService) {
    const memory: DeviceHealthMemory = { ...firstHeard(site, nowMs), outOfService: true }
    return { memory, findings: known ? faultsOver(known, nowMs) : [], timers: ['silence', 'connection'].map(cancelled) }
  }
  if (!known || known.outOfService) return { ...awaitFirstWord(site, nowMs), findings: [] }
  const { gapsMs: _gaps, learnedSilenceMs: _learned, inFamily: _family, ...rest } = known
  const memory: DeviceHealthMemory = { ...rest, ...firstHeard(site, known.heardAtMs), silent: known.silent }
  return { memory, findings: [], timers: known.silent ? [] : [silenceTimer(memory)] }
}

/** The same for the family: one that is gone is none of it. Who joins is known by its first word. */
export function onFamilyService(known: FamilyMemory | undefined, seen: Observation): Step<FamilyMemory> {
  const { device, receivedAtMs: nowMs, body } = seen
  const before = known ?? emptyFamily(seen.key)
  const { [device]: gone, ...members } = before.members
  const isGateway = device === before.gateway
  const link = isGateway ? undefined : before.link
  if ((body as RegistrationChange).inService || (!gone && link === before.link)) return { memory: before, findings: [] }
  const { link: _link, ...others } = before
  const after: FamilyMemory = { ...others, members, ...(link && { link }) }
  const isOver = before.outage === 'gateway' ? isGateway : before.outage === 'devices' && !mostAreSilent(after, nowMs)
  const findings: Clear[] = [
    ...(gone?.silent === 'alone' ? [mended(`device:${device}`, outOfService, nowMs)] : []),
    ...(isOver || (isGateway && before.link?.told) ? [mended(`gateway:${before.gateway}`, outOfService, nowMs)] : []),
  ]
  return withTimer(isOver ? backToNormal(after, nowMs) : after, findings)
}

/** Whatever was told of it and is not over, is over. That somebody spoke in its name remains to be looked at. */
function faultsOver(known: DeviceHealthMemory, nowMs: number): Clear[] {
  const told = {
    device: known.silent || known.link?.told !== undefined,
    battery: known.batteryLow,
    sensor: known.reading?.stuck,
    contact: known.contacts?.flapping,
    clock: known.clockTold,
    certificate: known.expiry !== undefined,
  }
  return Object.entries(told).flatMap(([fault, stands]) => (stands ? [mended(`${fault}:${known.device}`, outOfService, nowMs)] : []))
}

function cancelled(name: string) {
  return { name, dueAtMs: undefined }
}
