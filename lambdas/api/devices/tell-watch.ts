import { memoryKeysOf } from '#domain/detection/scenario.ts'
import type { Device } from '#domain/observation/device.ts'
import { registrationObservation } from '#domain/observation/registration.ts'
import type { ApiServices } from '#lambdas/api/services.ts'
import { advanceKey } from '#lambdas/detection/advance-key.ts'

/**
 * Tells the watch over the devices that the register has changed, so that nobody is sent to a device that was taken away. The
 * register is written first: whoever repeats a call that broke off in between tells it again, and it counts once.
 */
export async function tellWatch(services: ApiServices, device: Device, inService: boolean, revision: number): Promise<void> {
  const seen = registrationObservation(device, inService, revision, services.clock.now())
  for (const scenario of services.scenarios.filter(({ kinds }) => kinds === 'all'))
    for (const key of memoryKeysOf(scenario, device, seen.body, services.county.kindOf))
      await advanceKey(services, scenario, key, [{ ...seen, key }])
}
