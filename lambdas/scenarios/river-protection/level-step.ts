import type { Finding, Step } from '#domain/detection/detector.ts'
import type { waterLevel } from '#domain/observation/kinds/water-level.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { afterFlags } from '#lambdas/scenarios/river-protection/faults.ts'
import { datumFinding, levelCleared, levelFinding } from '#lambdas/scenarios/river-protection/level-findings.ts'
import { afterLevel, type GaugeState, type LevelState } from '#lambdas/scenarios/river-protection/level-watch.ts'
import type { RiverProtectionLimits } from '#lambdas/scenarios/river-protection/schema.ts'
import { afterValue } from '#lambdas/scenarios/river-protection/sensor-quality.ts'
import type { RiverMemory } from '#lambdas/scenarios/river-protection/station.ts'

type Seen = ObservationOf<typeof waterLevel>

/** One gauge's reading: first whether the sensor can be believed, then the stages in the gauge's own datum. */
export function onLevel(river: RiverMemory, seen: Seen, limits: RiverProtectionLimits): Step<RiverMemory> {
  const before = river.gauges[seen.device] ?? { faults: {} }
  const facts = limits.gauges[seen.device]
  if (facts && facts.datum !== seen.body.datum) {
    if (before.isDatumWrong) return { memory: river, findings: [] }
    return { memory: withGauge(river, seen, { ...before, isDatumWrong: true }), findings: [datumFinding(seen, facts)] }
  }
  const quality = afterValue(before.sensor, 'level', seen.body.levelM, seen.observedAtMs, limits.quality)
  const { faults, findings } = afterFlags(before.faults, 'level', quality.flags, seen, limits)
  const isBelieved = quality.state?.suspect?.atMs !== seen.observedAtMs && !quality.flags.some(({ type }) => type === 'impossible')
  const level = facts && isBelieved ? afterLevel(before.level, seen.observedAtMs, seen.body.levelM, facts) : before.level
  const told = toldAfter(before, level)
  const found: Finding[] = [...findings]
  if (facts && level && told && told !== before.told) found.push(levelFinding(seen, level, told, facts))
  if (!told && before.told) found.push(levelCleared(seen))
  const isSame = quality.state === before.sensor && faults === before.faults && level === before.level && told === before.told
  if (isSame && !before.isDatumWrong) return { memory: river, findings: found }
  const after: GaugeState = { faults, ...(level && { level }), ...(quality.state && { sensor: quality.state }), ...(told && { told }) }
  return { memory: withGauge(river, seen, after), findings: found }
}

/** A lower stage is told only when the water is back below both and no longer rising fast. */
function toldAfter({ told = 1 }: GaugeState, level: LevelState | undefined): GaugeState['told'] {
  const rank = level && rankOf(level)
  return rank && told > rank ? told : rank
}

function rankOf({ stage, isRising }: LevelState): 1 | 2 | 3 | undefined {
  if (stage > 0) return stage === 2 ? 3 : 2
  return isRising ? 1 : undefined
}

function withGauge(river: RiverMemory, { device }: Seen, gauge: GaugeState): RiverMemory {
  return { ...river, gauges: { ...river.gauges, [device]: gauge } }
}
