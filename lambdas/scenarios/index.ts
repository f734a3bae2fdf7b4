import type { Scenario } from '#domain/detection/scenario.ts'
import { antiDrowning } from '#lambdas/scenarios/anti-drowning/scenario.ts'
import { deviceHealth } from '#lambdas/scenarios/device-health/scenario.ts'
import { epidemicControl } from '#lambdas/scenarios/epidemic-control/scenario.ts'
import { forestFire } from '#lambdas/scenarios/forest-fire/scenario.ts'

/** Every scenario of the platform. A new one is one line here. */
export const scenarios: readonly Scenario[] = [forestFire, antiDrowning, epidemicControl, deviceHealth]
