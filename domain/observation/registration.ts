import type { Device } from '#domain/observation/device.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'

/**
 * The register has changed what it says of a device. The platform tells it to the scenarios that watch the devices themselves;
 * it is no kind of message, so nobody else can.
 */
export const registrationChange = 'registration-change'

/** `in-service`: somebody waits for its word; `moved`: the same, and it speaks through another gateway now, or through none. */
export type RegistrationChange = { now: 'in-service' | 'moved' | 'out-of-service' }

/** Why what was told of a device that is gone is over. */
export const outOfService: Text = { zh: '设备已停用，不再看护', en: 'it was taken out of service; nobody waits for its word any more' }

/** A change of the register as an observation. `revision` is the device's in the register. */
export function registrationObservation(device: Device, now: RegistrationChange['now'], revision: number, nowMs: number): Observation {
  const body: RegistrationChange = { now }
  return {
    kind: registrationChange,
    key: '',
    device: device.id,
    site: device,
    messageId: `${registrationChange}/${revision}/${now}`,
    observedAtMs: nowMs,
    receivedAtMs: nowMs,
    clock: 'server',
    position: { ...device.site, source: 'registered' },
    lateness: 'timely',
    body,
  }
}

/** Whether it is a change of the register: only the platform tells of one, so its body is what the platform wrote. */
export function isRegistrationChange(seen: Observation | Wake): seen is Observation<typeof registrationChange, RegistrationChange> {
  return seen.kind === registrationChange
}
