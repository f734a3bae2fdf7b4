import type { Scenario } from '#domain/detection/scenario.ts'
import { antiDrowning } from '#lambdas/scenarios/anti-drowning/scenario.ts'
import { deviceHealth } from '#lambdas/scenarios/device-health/scenario.ts'
import { elderlyCare } from '#lambdas/scenarios/elderly-care/scenario.ts'
import { epidemicControl } from '#lambdas/scenarios/epidemic-control/scenario.ts'
import { fishingBan } from '#lambdas/scenarios/fishing-ban/scenario.ts'
import { forestFire } from '#lambdas/scenarios/forest-fire/scenario.ts'
import { riverProtection } from '#lambdas/scenarios/river-protection/scenario.ts'
import { smartCommunity } from '#lambdas/scenarios/smart-community/scenario.ts'

/** Every scenario of the platform. A new one is one line here. */
export const scenarios: readonly Scenario[] = [
  forestFire,
  antiDrowning,
  fishingBan,
  riverProtection,
  elderlyCare,
  smartCommunity,
  epidemicControl,
  deviceHealth,
]
