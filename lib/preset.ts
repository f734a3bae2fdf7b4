/** Everything that differs between the places a county can be deployed to. Nothing else in the template asks where it is. */
export type Preset = {
  name: 'aws' | 'aws-cn' | 'judge'
  region: string
  partition: 'aws' | 'aws-cn'
  /** Where it can be deployed. */
  regions: RegExp
  /** One enhanced-fan-out consumer per function: records arrive within about 0.1 s instead of 1.6 s. */
  fanOut: boolean
  /** MQTT over WebSocket for consoles; without it they poll. */
  consolePush: boolean
  /** Lambda's guard against functions that call themselves in a circle. */
  recursionGuard: boolean
}

/** Partitions of their own (China, GovCloud, the isolated ones) are told by their regions' names. */
const commercial = /^(?!cn-|us-gov-|us-iso)/

export const presets: Record<Preset['name'], Preset> = {
  aws: { name: 'aws', region: 'us-east-1', partition: 'aws', regions: commercial, fanOut: true, consolePush: true, recursionGuard: true },
  'aws-cn': {
    name: 'aws-cn',
    region: 'cn-north-1',
    partition: 'aws-cn',
    regions: /^cn-/,
    fanOut: true,
    consolePush: true,
    recursionGuard: false,
  },
  /** For an outside judge that knows neither stream consumers nor IoT authorizers; nothing else is different. */
  judge: {
    name: 'judge',
    region: 'us-east-1',
    partition: 'aws',
    regions: commercial,
    fanOut: false,
    consolePush: false,
    recursionGuard: true,
  },
}

/** Whether a name somebody gave is that of a preset. */
export function isPreset(name: string): name is Preset['name'] {
  return Object.hasOwn(presets, name)
}
