import { contextOf } from '#domain/county/county-slice.ts'
import { bundledSlice } from '#lambdas/services/county.ts'
import { ledgerServices } from '#lambdas/services/ledger.ts'
import { cachedRegistry } from '#ledger/devices.ts'
import { cachedLimits } from '#ledger/limits.ts'
import type { ScenarioRuntime } from '#pipeline/scenario-runtime.ts'
import type { SweepServices } from '#pipeline/sweep.ts'
import { loadScenario } from '#scenarios/on-demand.ts'

/** What meets deadlines: each scenario is loaded with its first deadline, and stays. */
export function scenariosOnDemand(): SweepServices {
  const base = ledgerServices()
  const slice = bundledSlice()
  const registry = cachedRegistry(base.store, base.clock)
  const loaded = new Map<string, Promise<ScenarioRuntime>>()
  const load = async (id: string): Promise<ScenarioRuntime> => {
    const scenario = await (loadScenario[id] as () => Promise<ScenarioRuntime['scenario']>)()
    const county = contextOf(slice, [scenario])
    const limits = cachedLimits({ ...base, county })
    return { scenario, services: { ...base, county, registry, limits, readings: new WeakMap() } }
  }
  return {
    ...base,
    async scenarioAt(id) {
      if (!slice.enabled.includes(id) || !loadScenario[id]) return undefined
      const known = loaded.get(id) ?? load(id)
      loaded.set(id, known)
      return known
    },
  }
}
