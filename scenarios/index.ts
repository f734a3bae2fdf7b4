import type { Scenario } from '#domain/scenario/scenario.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'
import { forestFire } from '#scenarios/forest-fire/scenario.ts'
import { riverProtection } from '#scenarios/river-protection/scenario.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'

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
