import type { Step } from '#domain/detection/detector.ts'
import { quiet, withTimers } from '#domain/detection/step.ts'
import type { Clear } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { outOfService, type RegistrationChange } from '#domain/observation/registration.ts'
import { recovered } from '#scenarios/device-health/findings.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'
import { awaitFirstWord, firstHeard, silenceTimer } from '#scenarios/device-health/silence/device-silence.ts'
import { silentAtMs } from '#scenarios/device-health/silence/permitted-silence.ts'

export const longerSilence = { zh: '登记已更正，静默仍在允许时间内', en: 'its registration was corrected: its silence is still permitted' }

/** A device was registered anew, corrected in the register, or taken out of service: of one that is gone nothing is reported any more. */
export function onDeviceRegistration(
  known: DeviceHealthMemory | undefined,
  seen: Observation<string, RegistrationChange>,
): Step<DeviceHealthMemory> {
  const { now } = seen.body
  if (now === 'out-of-service') return outgoing(known, seen)
  if (!known || known.outOfService) {
    const { memory, timers } = awaitFirstWord(seen.site, seen.receivedAtMs)
    return withTimers(quiet(memory), ...timers)
  }
  return now === 'moved' ? moved(known, seen) : corrected(known, seen)
}

function outgoing(known: DeviceHealthMemory | undefined, { site, receivedAtMs: nowMs }: Observation): Step<DeviceHealthMemory> {
  const heard = lastWordMs(known)
  const memory: DeviceHealthMemory = {
    ...firstHeard(site, heard ?? nowMs),
    outOfService: true,
    ...(heard === undefined && { awaited: true }),
  }
  return { memory, findings: known ? faultsOver(known, nowMs) : [], timers: ['silence', 'connection'].map(cancelled) }
}

/** Where its silence stands now nobody has heard it yet: it has its permitted silence to say a word there. */
function moved(known: DeviceHealthMemory, { site, receivedAtMs: nowMs }: Observation): Step<DeviceHealthMemory> {
  const heard = lastWordMs(known)
  const { memory, timers } = awaitFirstWord(site, nowMs)
  return { memory: { ...memory, ...(heard !== undefined && { lastWordMs: heard }) }, findings: faultsOver(known, nowMs), timers }
}

/** Its last word is judged by what is registered now. */
function corrected(known: DeviceHealthMemory, { site, receivedAtMs: nowMs }: Observation): Step<DeviceHealthMemory> {
  const { gapsMs: _gaps, learnedSilenceMs: _learned, inGatewayGroup: _group, ...rest } = known
  const heard = firstHeard(site, known.heardAtMs)
  const silent = known.silent && silentAtMs(heard.heardAtMs, heard.silenceMs) <= nowMs
  const memory: DeviceHealthMemory = { ...rest, ...heard, silent }
  const findings = known.silent && !silent ? [recovered(`device:${known.device}`, longerSilence, nowMs)] : []
  return { memory, findings, timers: silent ? [] : [silenceTimer(memory)] }
}

function lastWordMs(known: DeviceHealthMemory | undefined): number | undefined {
  return known?.awaited ? known.lastWordMs : known?.heardAtMs
}

/** Ends every fault that was reported of it and still stands. That somebody spoke in its name remains to be looked at. */
function faultsOver(known: DeviceHealthMemory, nowMs: number): Clear[] {
  const reported = {
    device: known.silent || known.link?.lastReported !== undefined,
    battery: known.batteryLow,
    sensor: known.reading?.stuck,
    contact: known.contacts?.flapping,
    clock: known.clockReported,
    certificate: known.expiry !== undefined,
  }
  return Object.entries(reported).flatMap(([fault, stands]) => (stands ? [recovered(`${fault}:${known.device}`, outOfService, nowMs)] : []))
}

function cancelled(name: string) {
  return { name, dueAtMs: undefined }
}
