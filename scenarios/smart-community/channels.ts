import type { AlarmProfile } from '#domain/detection/alarm-engine.ts'
import { roomFireProfiles } from '#domain/detection/room-fire.ts'
import type { Severity } from '#domain/findings/finding.ts'
import type { BodyOf, Kind } from '#domain/observation/kind.ts'
import type {
  carbonMonoxide,
  electrical,
  floodLevel,
  gas,
  manhole,
  smoke,
  waterPressure,
} from '#domain/observation/kinds/safety-sensors.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import {
  carbonMonoxideProfile,
  electricalProfiles,
  floodProfile,
  gasProfiles,
  hydrantProfile,
  manholeProfiles,
} from '#scenarios/smart-community/profiles.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'

type Sensor =
  | typeof gas
  | typeof carbonMonoxide
  | typeof smoke
  | typeof electrical
  | typeof manhole
  | typeof waterPressure
  | typeof floodLevel
type ReadingOf<K> = K extends Kind<infer Name, infer Body> ? { kind: Name; body: Body } : never

/** A message of one of the sensors that are points of the alarm engine. */
export type SensorSeen = ObservationOf<Sensor>
/** What one of them says. */
export type Reading = ReadingOf<Sensor>

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

/** The channels of a sensor's message under the county's limits. */
export function channelsOf({ kind, body }: Reading, limits: SmartCommunityLimits, device: string): Channel[] {
  switch (kind) {
    case 'gas':
      return gasChannels(body, limits.gas)
    case 'carbon-monoxide':
      return carbonMonoxideChannels(body, limits.carbonMonoxide)
    case 'smoke':
      return fireChannels(body, limits.fire)
    case 'electrical':
      return electricalChannels(body, limits.electrical)
    case 'manhole':
      return manholeChannels(body, limits.manhole, device)
    case 'water-pressure':
      return hydrantChannels(body, limits.hydrant)
    case 'flood-level':
      return floodChannels(body, limits.flood)
  }
}

function gasChannels({ lelPct, alarm, warmingUp }: BodyOf<typeof gas>, limits: SmartCommunityLimits['gas']): Channel[] {
  if (warmingUp) return []
  const profiles = gasProfiles(limits)
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
}

function carbonMonoxideChannels({ ppm }: BodyOf<typeof carbonMonoxide>, co: SmartCommunityLimits['carbonMonoxide']): Channel[] {
  return [
    {
      name: 'carbon monoxide',
      title: { zh: '一氧化碳', en: 'carbon monoxide' },
      unit: 'ppm',
      value: ppm,
      profile: carbonMonoxideProfile(co),
      endangersLife: true,
    },
  ]
}

function fireChannels({ alarm, opticalDensityPerM, tempC }: BodyOf<typeof smoke>, fire: SmartCommunityLimits['fire']): Channel[] {
  const profiles = roomFireProfiles(fire)
  const channel = (name: string, title: Text, unit: string, value: number | undefined, profile: AlarmProfile): Channel[] =>
    value === undefined ? [] : [{ name, title, unit, value, profile, endangersLife: true }]
  return [
    ...channel('smoke contact', { zh: '烟感报警', en: 'smoke alarm' }, '1', Number(alarm), profiles.contact),
    ...channel('smoke', { zh: '烟雾浓度', en: 'smoke density' }, '1/m', opticalDensityPerM, profiles.smoke),
    ...channel('heat', { zh: '室温', en: 'room temperature' }, '°C', tempC, profiles.heat),
  ]
}

function electricalChannels({ residualMa, cableC }: BodyOf<typeof electrical>, limits: SmartCommunityLimits['electrical']): Channel[] {
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
}

function manholeChannels(
  { tiltDeg, waterPct }: BodyOf<typeof manhole>,
  limits: SmartCommunityLimits['manhole'],
  device: string,
): Channel[] {
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
}

function hydrantChannels({ mpa }: BodyOf<typeof waterPressure>, hydrant: SmartCommunityLimits['hydrant']): Channel[] {
  return [
    {
      name: 'pressure',
      title: { zh: '消防水压', en: 'hydrant pressure' },
      unit: 'MPa',
      value: mpa,
      profile: hydrantProfile(hydrant),
    },
  ]
}

function floodChannels({ depthCm }: BodyOf<typeof floodLevel>, flood: SmartCommunityLimits['flood']): Channel[] {
  return [
    {
      name: 'depth',
      title: { zh: '积水深度', en: 'depth of water' },
      unit: 'cm',
      value: depthCm,
      profile: floodProfile(flood),
    },
  ]
}
