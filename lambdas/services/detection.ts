import type { Scenario } from '#domain/scenario/scenario.ts'
import { bundledCounty } from '#lambdas/services/county.ts'
import { ledgerServices } from '#lambdas/services/ledger.ts'
import { cachedRegistry } from '#ledger/devices.ts'
import { cachedLimits } from '#ledger/limits.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/** What takes messages and timers through these scenarios. */
export function detectionServices(carried: readonly Scenario[]): DetectionServices & { scenarios: readonly Scenario[] } {
  const base = ledgerServices()
  const { county, scenarios } = bundledCounty(carried)
  return {
    ...base,
    county,
    scenarios,
    registry: cachedRegistry(base.store, base.clock),
    limits: cachedLimits({ ...base, county }),
    readings: new WeakMap(),
  }
}
