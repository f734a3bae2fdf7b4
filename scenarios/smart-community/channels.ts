import type { AlarmProfile, AlarmRule, Condition } from '#domain/detection/alarm-engine.ts'
import { perLimits } from '#domain/detection/per-limits.ts'
import { roomFireProfiles } from '#domain/detection/room-fire.ts'
import type { Severity } from '#domain/findings/finding.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type {
  carbonMonoxide,
  electrical,
  floodLevel,
  gas,
  manhole,
  smoke,
  waterPressure,
} from '#domain/observation/kinds/safety-sensors.ts'
import type { Text } from '#domain/text.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'

type Bodies = {
  gas: BodyOf<typeof gas>
  'carbon-monoxide': BodyOf<typeof carbonMonoxide>
  smoke: BodyOf<typeof smoke>
  electrical: BodyOf<typeof electrical>
  manhole: BodyOf<typeof manhole>
  'water-pressure': BodyOf<typeof waterPressure>
  'flood-level': BodyOf<typeof floodLevel>
}
export type SensorKind = keyof Bodies

/** One measured quantity of a sensor: where its value stands, what limits it has, how grave each level is. */
export type Channel = {
  name: string
  title: Text
  unit: string
  value: number
  profile: AlarmProfile
  /** A fire, gas or poison: never grouped away, never held back. */
  endangersLife?: true
}

/** How grave a level is, whatever channel it belongs to. */
export const severityOf: Record<string, Severity> = {
  'pre-alarm': 'Minor',
  warning: 'Moderate',
  blocked: 'Moderate',
  alarm: 'Severe',
  fire: 'Severe',
  hot: 'Severe',
  open: 'Severe',
  critical: 'Extreme',
}

const gasProfiles = perLimits((gas: SmartCommunityLimits['gas']) => {
  const stage = (level: string, limit: number) => rule(level, above(limit, 1), gas.onDelaySeconds, gas.offDelaySeconds)
  const stages = [stage('pre-alarm', gas.preAlarmLelPct), stage('alarm', gas.alarmLelPct), stage('critical', gas.criticalLelPct)]
  return { measured: { range: [-3, 100], rules: stages } as const, relay: contact('alarm', gas.offDelaySeconds) }
})

const electricalProfiles = perLimits((limits: SmartCommunityLimits['electrical']) => {
  const stage = (level: string, limit: number, deadband: number) => twice(level, above(limit, deadband), limits.onDelaySeconds, 60)
  return {
    residual: {
      range: [0, 50_000],
      rules: [stage('warning', limits.residualWarnMa, 20), stage('alarm', limits.residualAlarmMa, 20)],
    } as const,
    cable: { range: [-40, 400], rules: [stage('warning', limits.cableWarnC, 3), stage('alarm', limits.cableAlarmC, 3)] } as const,
  }
})

const carbonMonoxideProfile = perLimits((co: SmartCommunityLimits['carbonMonoxide']): AlarmProfile => {
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

const manholeProfiles = perLimits((limits: SmartCommunityLimits['manhole']) => ({
  tilt: {
    range: [0, 360],
    rules: [twice('warning', above(limits.tiltDeg, 2), limits.onDelaySeconds, 60), rule('open', above(limits.openDeg, 10), 0, 60)],
  } as const,
  water: { range: [0, 100], rules: [twice('warning', above(limits.waterPct, 5), 60, 600)] } as const,
}))

const hydrantProfile = perLimits((hydrant: SmartCommunityLimits['hydrant']): AlarmProfile => {
  const low: Condition = { type: 'below', limit: hydrant.leastMpa, deadband: 0.02 }
  return { range: [-0.05, 5], rules: [twice('warning', low, hydrant.onDelaySeconds, 60)] }
})

const floodProfile = perLimits((flood: SmartCommunityLimits['flood']): AlarmProfile => {
  const [low, middle, high] = flood.stagesCm
  const stage = (level: string, limit: number) => rule(level, above(limit, flood.deadbandCm), 0, flood.offDelaySeconds)
  const rising: Condition = { type: 'rise', by: flood.riseCm, withinSeconds: flood.riseMinutes * 60 }
  return {
    range: [-2, 500],
    // One piece of debris is no flood.
    median3: true,
    rules: [stage('warning', low), rule('alarm', rising, 0, flood.offDelaySeconds), stage('alarm', middle), stage('critical', high)],
  }
})

type Read<Kind extends SensorKind> = (body: Bodies[Kind], limits: SmartCommunityLimits, device: string) => Channel[]

const readers: { [Kind in SensorKind]: Read<Kind> } = {
  gas: ({ lelPct, alarm, warmingUp }, { gas }) => {
    if (warmingUp) return []
    const profiles = gasProfiles(gas)
    const measured: Channel = {
      name: 'gas',
      title: { zh: '燃气浓度', en: 'gas concentration' },
      unit: '% LEL',
      value: lelPct,
      profile: profiles.measured,
      endangersLife: true,
    }
    // What the device itself has latched needs no delay of ours.
    const relay: Channel = {
      ...measured,
      name: 'gas relay',
      unit: '1',
      value: Number(alarm),
      profile: profiles.relay,
    }
    return [measured, relay]
  },
  'carbon-monoxide': ({ ppm }, { carbonMonoxide: co }) => [
    {
      name: 'carbon monoxide',
      title: { zh: '一氧化碳', en: 'carbon monoxide' },
      unit: 'ppm',
      value: ppm,
      profile: carbonMonoxideProfile(co),
      endangersLife: true,
    },
  ],
  smoke: ({ alarm, opticalDensityPerM, tempC }, { fire }) => {
    const profiles = roomFireProfiles(fire)
    const channel = (name: string, title: Text, unit: string, value: number | undefined, profile: AlarmProfile): Channel[] =>
      value === undefined ? [] : [{ name, title, unit, value, profile, endangersLife: true }]
    return [
      ...channel('smoke contact', { zh: '烟感报警', en: 'smoke alarm' }, '1', Number(alarm), profiles.contact),
      ...channel('smoke', { zh: '烟雾浓度', en: 'smoke density' }, '1/m', opticalDensityPerM, profiles.smoke),
      ...channel('heat', { zh: '室温', en: 'room temperature' }, '°C', tempC, profiles.heat),
    ]
  },
  electrical: ({ residualMa, cableC }, { electrical: limits }) => {
    const profiles = electricalProfiles(limits)
    const residual: Channel = {
      name: 'residual current',
      title: { zh: '剩余电流', en: 'residual current' },
      unit: 'mA',
      value: residualMa,
      profile: profiles.residual,
    }
    if (cableC === undefined) return [residual]
    const title = { zh: '线缆温度', en: 'cable temperature' }
    return [residual, { name: 'cable', title, unit: '°C', value: cableC, profile: profiles.cable }]
  },
  manhole: ({ tiltDeg, waterPct }, { manhole: limits }, device) => {
    const profiles = manholeProfiles(limits)
    const tilt: Channel = {
      name: 'tilt',
      title: { zh: '井盖倾角', en: 'tilt of the cover' },
      unit: '°',
      value: Math.abs(tiltDeg - (limits.installedTiltDeg[device] ?? 0)),
      profile: profiles.tilt,
    }
    if (waterPct === undefined) return [tilt]
    const title = { zh: '井内水位', en: 'water in the shaft' }
    return [tilt, { name: 'shaft water', title, unit: '%', value: waterPct, profile: profiles.water }]
  },
  'water-pressure': ({ mpa }, { hydrant }) => [
    {
      name: 'pressure',
      title: { zh: '消防水压', en: 'hydrant pressure' },
      unit: 'MPa',
      value: mpa,
      profile: hydrantProfile(hydrant),
    },
  ],
  'flood-level': ({ depthCm }, { flood }) => [
    {
      name: 'depth',
      title: { zh: '积水深度', en: 'depth of water' },
      unit: 'cm',
      value: depthCm,
      profile: floodProfile(flood),
    },
  ],
}

/** The channels of a sensor's message under the county's limits. */
export function channelsOf(kind: SensorKind, body: unknown, limits: SmartCommunityLimits, device: string): Channel[] {
  return (readers[kind] as Read<SensorKind>)(body as never, limits, device)
}

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
