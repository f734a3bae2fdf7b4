import type { AlarmProfile, AlarmRule, Condition } from '#domain/detection/alarm-engine.ts'
import { perLimits } from '#domain/detection/per-limits.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'

/** What the sensor measures, and what its own relay says. */
export const gasProfiles = perLimits((gas: SmartCommunityLimits['gas']) => {
  const stage = (level: string, limit: number) => rule(level, above(limit, 1), gas.onDelaySeconds, gas.offDelaySeconds)
  const stages = [stage('pre-alarm', gas.preAlarmLelPct), stage('alarm', gas.alarmLelPct), stage('critical', gas.criticalLelPct)]
  return { measured: { range: [-3, 100], rules: stages } as const, relay: contact('alarm', gas.offDelaySeconds) }
})

/** Residual current and the temperature of the cable. */
export const electricalProfiles = perLimits((limits: SmartCommunityLimits['electrical']) => {
  const stage = (level: string, limit: number, deadband: number) => twice(level, above(limit, deadband), limits.onDelaySeconds, 60)
  return {
    residual: {
      range: [0, 50_000],
      rules: [stage('warning', limits.residualWarnMa, 20), stage('alarm', limits.residualAlarmMa, 20)],
    } as const,
    cable: { range: [-40, 400], rules: [stage('warning', limits.cableWarnC, 3), stage('alarm', limits.cableAlarmC, 3)] } as const,
  }
})

/** A dose: means over three times. */
export const carbonMonoxideProfile = perLimits((co: SmartCommunityLimits['carbonMonoxide']): AlarmProfile => {
  const mean = (level: string, limit: number, minutes: number, deadband: number) =>
    rule(level, { type: 'mean', limit, overSeconds: minutes * 60, deadband }, 0, 60)
  return {
    range: [-20, 5_000],
    rules: [
      mean('alarm', co.longPpm, co.longMinutes, 5),
      mean('critical', co.middlePpm, co.middleMinutes, 10),
      mean('critical', co.shortPpm, co.shortMinutes, 20),
    ],
  }
})

/** The tilt of a cover, and the water below it. */
export const manholeProfiles = perLimits((limits: SmartCommunityLimits['manhole']) => ({
  tilt: {
    range: [0, 360],
    rules: [twice('warning', above(limits.tiltDeg, 2), limits.onDelaySeconds, 60), rule('open', above(limits.openDeg, 10), 0, 60)],
  } as const,
  water: { range: [0, 100], rules: [twice('warning', above(limits.waterPct, 5), 60, 600)] } as const,
}))

/** The pressure of a hydrant. */
export const hydrantProfile = perLimits((hydrant: SmartCommunityLimits['hydrant']): AlarmProfile => {
  const low: Condition = { type: 'below', limit: hydrant.leastMpa, deadband: 0.02 }
  return { range: [-0.05, 5], rules: [twice('warning', low, hydrant.onDelaySeconds, 60)] }
})

/** The depth of water on a road, and how fast it rises. */
export const floodProfile = perLimits((flood: SmartCommunityLimits['flood']): AlarmProfile => {
  const [low, middle, high] = flood.stagesCm
  const stage = (level: string, limit: number) => rule(level, above(limit, flood.deadbandCm), 0, flood.offDelaySeconds)
  const deadband = Math.min(flood.deadbandCm, flood.riseCm / 2)
  const rising: Condition = { type: 'rise', by: flood.riseCm, withinSeconds: flood.riseMinutes * 60, deadband }
  return {
    range: [-2, 500],
    // One piece of debris is no flood.
    median3: true,
    rules: [stage('warning', low), rule('alarm', rising, 0, flood.offDelaySeconds), stage('alarm', middle), stage('critical', high)],
  }
})

function rule(level: string, when: Condition, onDelaySeconds: number, offDelaySeconds: number): AlarmRule {
  return { level, when, onDelaySeconds, offDelaySeconds }
}

/** Where one reading may be a motor that starts or a lorry that passes, a second one has to agree. */
function twice(level: string, when: Condition, onDelaySeconds: number, offDelaySeconds: number): AlarmRule {
  return { ...rule(level, when, onDelaySeconds, offDelaySeconds), leastSamples: 2 }
}

function above(limit: number, deadband: number): Condition {
  return { type: 'above', limit, deadband }
}

function contact(level: string, offDelaySeconds: number): AlarmProfile {
  return { range: [0, 1], rules: [rule(level, above(1, 0), 0, offDelaySeconds)] }
}
