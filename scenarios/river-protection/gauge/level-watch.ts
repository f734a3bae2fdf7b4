import type { AlarmProfile, AlarmState } from '#domain/detection/alarm-engine.ts'
import type { GaugeFacts } from '#scenarios/river-protection/schema.ts'

/** Levels that a gauge can reach, mildest first: rising fast, warning stage (警戒), guarantee stage (保证). */
export const gaugeLevels = ['blue', 'yellow', 'orange'] as const
export type GaugeLevel = (typeof gaugeLevels)[number]

/** A level of the gauge's profile by its name. */
export function gaugeLevelOf(name: string | undefined): GaugeLevel {
  return gaugeLevels.find((level) => level === name) ?? 'blue'
}

/** The rules of a gauge in its own datum. The middle one of three readings counts, so a single wild one moves nothing. */
export function gaugeProfile({
  warningM,
  guaranteeM,
  deadbandM,
  riseM,
  riseMinutes,
  onDelaySeconds,
  offDelaySeconds,
}: GaugeFacts): AlarmProfile {
  const delays = { onDelaySeconds, offDelaySeconds }
  return {
    // What no water level can be has been left out before, as a defect of the sensor.
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    median3: true,
    rules: [
      {
        level: 'blue',
        when: { type: 'rise', by: riseM, withinSeconds: riseMinutes * 60, deadband: Math.min(deadbandM, riseM / 2) },
        ...delays,
      },
      { level: 'yellow', when: { type: 'above', limit: warningM, deadband: deadbandM }, ...delays },
      { level: 'orange', when: { type: 'above', limit: guaranteeM, deadband: deadbandM }, ...delays },
    ],
  }
}

/** How far the newest reading lies above the lowest of the window, m. */
export function riseM({ samples }: AlarmState, { riseMinutes }: GaugeFacts): number {
  const [newestMs, newest] = samples.at(-1) ?? [0, 0]
  const window = samples.filter(([atMs]) => newestMs - atMs <= riseMinutes * 60_000).map(([, levelM]) => levelM)
  return Math.round((newest - Math.min(newest, ...window)) * 100) / 100
}

/** A gauge that speaks every second says nothing new within a minute, unless the water has moved. */
export function saysNothingNew(state: AlarmState | undefined, atMs: number, levelM: number, { deadbandM }: GaugeFacts): boolean {
  const [newestMs, newest] = state?.samples.at(-1) ?? [Number.NEGATIVE_INFINITY, 0]
  return atMs >= newestMs && atMs - newestMs < 60_000 && Math.abs(levelM - newest) < deadbandM / 2
}
