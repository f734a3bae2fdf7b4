import type { Detector } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { waterLevel } from '#domain/observation/kinds/water-level.ts'
import type { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import { onLevel } from '#scenarios/river-protection/gauge/level-step.ts'
import { emptyRiver, type RiverMemory } from '#scenarios/river-protection/memory.ts'
import type { RiverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { onQuality } from '#scenarios/river-protection/station/quality-step.ts'

type Seen = ObservationOf<typeof waterQuality> | ObservationOf<typeof waterLevel> | Wake

/**
 * One river's step. What a station says is first judged as a matter of its sensors, then of the water; stations downstream
 * confirm those upstream. A message too old to raise anything changes nothing: a warning must not be taken as told.
 */
export const detectPollution: Detector<RiverMemory, Seen, RiverProtectionLimits> = (memory = emptyRiver, seen, limits) => {
  if (seen.kind === 'wake' || seen.lateness === 'expired') return quiet(memory)
  return seen.kind === 'water-level' ? onLevel(memory, seen, limits) : onQuality(memory, seen, limits)
}
