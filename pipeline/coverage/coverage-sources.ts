import type { MissingReason } from '#domain/api/coverage.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import type { Watched } from '#domain/observation/device-hygiene.ts'
import type { CoverageSource } from '#pipeline/coverage/area-coverage.ts'

/** The devices that are registered with what they see, and which of them do not see now. Retired ones are none any more. */
export function coverageSourcesOf(all: readonly Watched[], doubted: ReadonlySet<DeviceId>): CoverageSource[] {
  return all
    .filter(({ device, state }) => device.sees && state !== 'retired')
    .map((watched): CoverageSource => {
      const missing = whyMissing(watched, doubted)
      return { device: watched.device, ...(missing && { missing }) }
    })
}

/** A battery that is low and a clock that is wrong still see; a reading that stands still does not. */
function whyMissing({ device, state, faults }: Watched, doubted: ReadonlySet<DeviceId>): MissingReason | undefined {
  if (state !== 'heard' && state !== 'retired') return state
  return faults.includes('stuck') || doubted.has(device.id) ? 'faulty' : undefined
}
