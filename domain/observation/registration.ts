import type { Device } from '#domain/observation/device.ts'
import type { Observation } from '#domain/observation/observation.ts'

/**
 * The register has changed what it says of a device. The platform tells it to the scenarios that watch the devices themselves;
 * it is no kind of message, so nobody else can.
 */
export const registrationChange = 'registration-change'

/** `inService`: somebody waits for its word. */
export type RegistrationChange = { inService: boolean }

/** A change of the register as an observation. `revision` is the device's in the register. */
export function registrationObservation(device: Device, inService: boolean, revision: number, nowMs: number): Observation {
  const body: RegistrationChange = { inService }
  return {
    kind: registrationChange,
    key: '',
    device: device.id,
    site: device,
    messageId: `${registrationChange}/${revision}/${inService}`,
    observedAtMs: nowMs,
    receivedAtMs: nowMs,
    clock: 'server',
    position: { ...device.site, source: 'registered' },
    lateness: 'timely',
    body,
  }
}
