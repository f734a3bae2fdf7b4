import type { ApiServices } from '#api/services.ts'
import type { Device } from '#domain/observation/device.ts'
import { type RegistrationChange, registrationObservation } from '#domain/observation/registration.ts'
import { type Scenario, wholeKeysOf } from '#domain/scenario/scenario.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'

type Now = RegistrationChange['now']

/**
 * Tells the scenarios that wait for a device's word that the register has changed, so that nobody is sent to one that was taken
 * away. The register is written first: where a call broke off in between the next one notifies them, and twice counts once.
 */
export async function notifyWatch(services: ApiServices, device: Device, now: Exclude<Now, 'moved'>, revision: number): Promise<void> {
  for (const scenario of followers(services)) await notify(services, scenario, device, now, revision, keysOf(services, scenario, device))
}

/** The same of a device that is registered otherwise than before: what it belonged to and no longer does is notified that it is gone. */
export async function notifyCorrection(services: ApiServices, before: Device, after: Device, revision: number): Promise<void> {
  for (const scenario of followers(services)) {
    const [left, stays] = [keysOf(services, scenario, before), keysOf(services, scenario, after)]
    const gone = left.filter((key) => !stays.includes(key))
    await notify(services, scenario, before, 'out-of-service', revision, gone)
    await notify(services, scenario, after, before.parent === after.parent ? 'in-service' : 'moved', revision, stays)
  }
}

function followers({ scenarios }: ApiServices): Scenario[] {
  return scenarios.filter(({ kinds, followsRegister }) => kinds === 'all' || followsRegister)
}

function keysOf({ county }: ApiServices, scenario: Scenario, device: Device): string[] {
  return wholeKeysOf(scenario, device, undefined, county.kindOf)
}

async function notify(
  services: ApiServices,
  scenario: Scenario,
  device: Device,
  now: Now,
  revision: number,
  keys: readonly string[],
): Promise<void> {
  const seen = registrationObservation(device, now, revision, services.clock.now())
  for (const key of keys) await advanceKey(services, scenario, key, [{ ...seen, key }])
}
