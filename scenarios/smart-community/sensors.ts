import type { Step } from '#domain/detection/detector.ts'
import { withEntry } from '#domain/entries.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Clear, Finding } from '#domain/findings/finding.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { type Channel, channelsOf, type SensorKind } from '#scenarios/smart-community/channels.ts'
import { alarmFlood, channelFinding, confirmedFire, type Occasion, sensorFault } from '#scenarios/smart-community/findings.ts'
import { type CommunityMemory, occasionOf, placeOf } from '#scenarios/smart-community/memory.ts'
import { afterDelay, afterValue } from '#scenarios/smart-community/points.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'

/** ISA-18.2: more than ten alarms in ten minutes are a flood for one operator. */
const floodWindowMs = 600_000
const fireChannels = ['smoke contact', 'smoke', 'heat']

/** One message of a sensor: each of its channels by the alarm engine. */
export function onSensor(memory: CommunityMemory, seen: Observation, limits: SmartCommunityLimits): Step<CommunityMemory> {
  const occasion = occasionOf(seen)
  const channels = channelsOf(seen.kind as SensorKind, seen.body, limits, seen.device)
  let step: Step<CommunityMemory> = { memory, findings: [], timers: [], commands: [] }
  for (const channel of channels) step = joined(step, onChannel(step.memory, occasion, channel, limits, seen))
  return step
}

function onChannel(
  memory: CommunityMemory,
  occasion: Occasion,
  channel: Channel,
  limits: SmartCommunityLimits,
  seen: Pick<Observation, 'kind' | 'body'>,
): Step<CommunityMemory> {
  const id = `${occasion.device}/${channel.name}`
  const { points, step, outOfRange } = afterValue(memory.points, id, occasion.atMs, channel)
  if (outOfRange) return onFault(memory, id, occasion, channel)
  const mended = withoutFault(points === memory.points ? memory : { ...memory, points }, id)
  const wasWaiting = memory.waiting[id] !== undefined
  if (!step) return { memory: mended, findings: [] }
  const kept = { kind: seen.kind as SensorKind, name: occasion.name, body: seen.body }
  const waits = step.dueAtMs !== undefined
  const next = waits || wasWaiting ? { ...mended, waiting: withEntry(mended.waiting, id, waits ? kept : undefined) } : mended
  const timers = waits || wasWaiting ? [{ name: id, dueAtMs: step.dueAtMs }] : []
  return joined({ memory: next, findings: [], timers }, told(next, occasion, channel, step, limits))
}

/** A channel's delay is over and no message has come: the last value still stands. */
export function onTime(
  memory: CommunityMemory,
  { name: id, key, observedAtMs }: Wake,
  limits: SmartCommunityLimits,
): Step<CommunityMemory> {
  const waiting = memory.waiting[id]
  const [device = '', channelName] = id.split('/')
  const channel = waiting && channelsOf(waiting.kind, waiting.body, limits, device).find(({ name }) => name === channelName)
  if (!waiting || !channel) return { memory, findings: [] }
  const { points, step } = afterDelay(memory.points, id, observedAtMs, channel)
  const waits = step?.dueAtMs !== undefined && step.dueAtMs > observedAtMs
  const next = { ...memory, points, waiting: withEntry(memory.waiting, id, waits ? waiting : undefined) }
  const occasion = { place: placeOf(key), device, name: waiting.name, atMs: observedAtMs }
  const timers = waits ? [{ name: id, dueAtMs: step?.dueAtMs }] : []
  return step ? joined({ memory: next, findings: [], timers }, told(next, occasion, channel, step, limits)) : { memory: next, findings: [] }
}

type Change = { level?: string; sinceMs?: number; change?: 'raised' | 'graver' | 'milder' | 'cleared' }

function told(
  memory: CommunityMemory,
  occasion: Occasion,
  channel: Channel,
  step: Change,
  limits: SmartCommunityLimits,
): Step<CommunityMemory> {
  if (step.change === 'cleared') return { memory, findings: stillStands(memory, occasion.device) ? [] : [over(occasion)] }
  if (step.level === undefined || step.change === undefined || step.change === 'milder') return { memory, findings: [] }
  const recent = [
    ...memory.recent,
    [occasion.atMs, occasion.device, channel.name, channel.endangersLife === true] as CommunityMemory['recent'][number],
  ]
    .filter(([atMs]) => occasion.atMs - atMs <= floodWindowMs)
    .slice(-200)
  const next = { ...memory, recent }
  const devices = new Set(recent.map(([, device]) => device))
  const floods = devices.size > limits.floodOfAlarms
  const own = channelFinding(occasion, channel, step.level, step.sinceMs ?? occasion.atMs)
  const grouped = floods && !channel.endangersLife
  return {
    memory: next,
    findings: [
      grouped ? alarmFlood(occasion, devices.size, recent[0]?.[1] ?? occasion.device) : own,
      ...fireIn(next, occasion, channel, limits),
    ],
    commands: valveOf(occasion, channel, step.level, limits),
  }
}

/** A fire is confirmed by a second sign: another detector, or heat beside smoke. */
function fireIn({ recent }: CommunityMemory, occasion: Occasion, channel: Channel, limits: SmartCommunityLimits): Finding[] {
  if (!fireChannels.includes(channel.name)) return []
  const signs = recent.filter(([atMs, , name]) => fireChannels.includes(name) && occasion.atMs - atMs <= limits.confirmWithinSeconds * 1000)
  const kinds = new Set(signs.map(([, device, name]) => `${device} ${name === 'heat' ? 'heat' : 'smoke'}`))
  return kinds.size >= 2 ? [confirmedFire(occasion, [...kinds])] : []
}

/** Critical gas closes its valve; the order is the same however often it is replayed. */
function valveOf(occasion: Occasion, channel: Channel, level: string, limits: SmartCommunityLimits): DeviceCommand[] {
  const device = limits.gas.valves[occasion.device]
  if (channel.name !== 'gas' || level !== 'critical' || !device) return []
  const id = `valve/${occasion.device}/${occasion.atMs}`
  return [{ id, device, name: 'valve.close', parameters: {}, notAfterMs: occasion.atMs + 300_000 }]
}

function onFault(memory: CommunityMemory, id: string, occasion: Occasion, channel: Channel): Step<CommunityMemory> {
  if (memory.faulty.includes(id)) return { memory, findings: [] }
  return { memory: { ...memory, faulty: [...memory.faulty, id] }, findings: [sensorFault(occasion, channel)] }
}

function withoutFault(memory: CommunityMemory, id: string): CommunityMemory {
  return memory.faulty.includes(id) ? { ...memory, faulty: memory.faulty.filter((other) => other !== id) } : memory
}

/** The condition of a point or place has ended. */
export function over({ device, atMs }: Occasion): Clear {
  return {
    type: 'clear',
    subject: `point:${device}`,
    outcome: 'passed',
    text: { zh: '已恢复正常', en: 'back to normal' },
    observedAtMs: atMs,
  }
}

function stillStands({ points }: CommunityMemory, device: string): boolean {
  return Object.entries(points).some(([id, { active }]) => id.startsWith(`${device}/`) && Object.keys(active).length > 0)
}

function joined(first: Step<CommunityMemory>, second: Step<CommunityMemory>): Step<CommunityMemory> {
  return {
    memory: second.memory,
    findings: [...first.findings, ...second.findings],
    timers: [...(first.timers ?? []), ...(second.timers ?? [])],
    commands: [...(first.commands ?? []), ...(second.commands ?? [])],
  }
}
