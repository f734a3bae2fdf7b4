import { afterSample } from '#domain/detection/alarm-engine.ts'
import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { waterLevel } from '#domain/observation/kinds/water-level.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { datumCleared, datumFinding, levelCleared, levelFinding } from '#scenarios/river-protection/gauge/level-findings.ts'
import { gaugeLevelOf, gaugeProfile, riseM, saysNothingNew } from '#scenarios/river-protection/gauge/level-watch.ts'
import type { GaugeState, RiverMemory } from '#scenarios/river-protection/memory.ts'
import type { GaugeFacts, RiverProtectionLimits } from '#scenarios/river-protection/schema.ts'
import { afterFlags } from '#scenarios/river-protection/sensors/sensor-defects.ts'
import { afterValue } from '#scenarios/river-protection/sensors/sensor-quality.ts'

type Seen = ObservationOf<typeof waterLevel>

/** One gauge's reading: first whether the sensor can be believed, then the stages in the gauge's own datum. */
export function onLevel(river: RiverMemory, seen: Seen, limits: RiverProtectionLimits): Step<RiverMemory> {
  const before = river.gauges[seen.device] ?? { faults: {} }
  const facts = limits.gauges[seen.device]
  if (facts && facts.datum !== seen.body.datum) {
    if (before.isDatumWrong) return quiet(river)
    return { memory: withGauge(river, seen, { ...before, isDatumWrong: true }), findings: [datumFinding(seen, facts)] }
  }
  const { isDatumWrong: _wrong, ...known } = before
  const quality = afterValue(before.sensor, 'level', seen.body.levelM, seen.observedAtMs, limits.quality)
  const { defects, findings } = afterFlags(before.faults, 'level', quality.flags, seen, limits)
  const isPossible = !quality.flags.some(({ type }) => type === 'impossible')
  const judged = facts && isPossible ? judgeLevel(before, seen, facts) : { alarm: before.alarm, findings: [] }
  const isSame = quality.state === before.sensor && defects === before.faults && judged.alarm === before.alarm && !before.isDatumWrong
  if (isSame) return quiet(river)
  const righted = before.isDatumWrong ? [datumCleared(seen)] : []
  const after = { ...known, faults: defects, ...(judged.alarm && { alarm: judged.alarm }), ...(quality.state && { sensor: quality.state }) }
  return { memory: withGauge(river, seen, after), findings: [...righted, ...findings, ...judged.findings] }
}

/** A milder stage is not reported by itself: the water is either graver than reported, or back below everything. */
function judgeLevel({ alarm }: GaugeState, seen: Seen, facts: GaugeFacts): { alarm: GaugeState['alarm']; findings: Finding[] } {
  if (saysNothingNew(alarm, seen.observedAtMs, seen.body.levelM, facts)) return { alarm, findings: [] }
  const step = afterSample(alarm, [seen.observedAtMs, seen.body.levelM], gaugeProfile(facts))
  if (step.change === 'cleared') return { alarm: step.state, findings: [levelCleared(seen)] }
  const isGraver = step.change === 'raised' || step.change === 'graver'
  const findings = isGraver ? [levelFinding(seen, gaugeLevelOf(step.level), riseM(step.state, facts), facts)] : []
  return { alarm: step.state, findings }
}

function withGauge(river: RiverMemory, { device }: Seen, gauge: GaugeState): RiverMemory {
  return { ...river, gauges: { ...river.gauges, [device]: gauge } }
}
