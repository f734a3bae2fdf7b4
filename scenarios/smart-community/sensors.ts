import type { AlarmStep } from '#domain/detection/alarm-engine.ts'
import type { Step } from '#domain/detection/detector.ts'
import { andThen, inTurn, quiet, withTimers } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Wake } from '#domain/observation/observation.ts'
import { type Channel, channelsOf, type SensorSeen } from '#scenarios/smart-community/channels.ts'
import { type FindingContext, findingContextOf, placeOf } from '#scenarios/smart-community/finding-context.ts'
import { alarmFlood, channelFinding, confirmedFire, over, sensorFault } from '#scenarios/smart-community/findings.ts'
import type { CommunityMemory, Recent, Waiting } from '#scenarios/smart-community/memory.ts'
import { afterDelay, afterValue } from '#scenarios/smart-community/points.ts'
import type { SmartCommunityLimits } from '#scenarios/smart-community/schema.ts'

/** ISA-18.2: more than ten alarms in ten minutes are a flood for one operator. */
const floodWindowMs = 600_000
const fireChannels = ['smoke contact', 'smoke', 'heat']

/** One message of a sensor: each of its channels by the alarm engine. */
export function onSensor(memory: CommunityMemory, seen: SensorSeen, limits: SmartCommunityLimits): Step<CommunityMemory> {
  const context = findingContextOf(seen)
  const waiting = { kind: seen.kind, name: context.name, body: seen.body } as Waiting // kind and body are of one message
  const channels = channelsOf(seen, limits, seen.device)
  return inTurn(
    memory,
    channels.map((channel) => (now) => onChannel(now, { context, channel, limits }, waiting)),
  )
}

/** A channel at one moment, and the limits it is judged by. */
type ChannelSeen = { context: FindingContext; channel: Channel; limits: SmartCommunityLimits }

function onChannel(memory: CommunityMemory, seen: ChannelSeen, waiting: Waiting): Step<CommunityMemory> {
  const { context, channel } = seen
  const id = `${context.device}/${channel.name}`
  const { points, step, outOfRange } = afterValue(memory.points, id, context.atMs, channel)
  if (outOfRange) return onFault(memory, id, seen)
  const recovered = withoutFault(points === memory.points ? memory : { ...memory, points }, id)
  const wasWaiting = memory.waiting[id] !== undefined
  if (!step) return quiet(recovered)
  const waits = step.dueAtMs !== undefined
  if (!waits && !wasWaiting) return reported(recovered, seen, step)
  const next = { ...recovered, waiting: withEntry(recovered.waiting, id, waits ? waiting : undefined) }
  return andThen(withTimers(quiet(next), { name: id, dueAtMs: step.dueAtMs }), (now) => reported(now, seen, step))
}

/** A channel's delay is over and no message has come: the last value still stands. */
export function onTime(
  memory: CommunityMemory,
  { name: id, key, observedAtMs }: Wake,
  limits: SmartCommunityLimits,
): Step<CommunityMemory> {
  const waiting = memory.waiting[id]
  const [device = '', channelName] = id.split('/')
  const channel = waiting && channelsOf(waiting, limits, device).find(({ name }) => name === channelName)
  if (!waiting || !channel) return quiet(memory)
  const { points, step } = afterDelay(memory.points, id, observedAtMs, channel)
  const dueAtMs = step?.dueAtMs
  const waits = dueAtMs !== undefined && dueAtMs > observedAtMs
  const next = { ...memory, points, waiting: withEntry(memory.waiting, id, waits ? waiting : undefined) }
  if (!step) return quiet(next)
  const context = { place: placeOf(key), device, name: waiting.name, atMs: observedAtMs }
  const armed = waits ? withTimers(quiet(next), { name: id, dueAtMs }) : quiet(next)
  return andThen(armed, (now) => reported(now, { context, channel, limits }, step))
}

/** What a change of a channel's level means for people, and for its valve. */
function reported(memory: CommunityMemory, seen: ChannelSeen, { change, level, sinceMs }: AlarmStep): Step<CommunityMemory> {
  const { context, channel, limits } = seen
  const { atMs, device } = context
  if (change === 'cleared') return stillStands(memory, device) ? quiet(memory) : { memory, findings: [over(`point:${device}`, atMs)] }
  if (level === undefined || change === undefined || change === 'milder') return quiet(memory)
  const endangersLife = channel.endangersLife === true
  const point: Recent = [atMs, device, channel.name, endangersLife]
  const recent = [...memory.recent, point].filter(([earlierMs]) => atMs - earlierMs <= floodWindowMs).slice(-200)
  const next = { ...memory, recent }
  const devices = new Set(recent.map(([, other]) => other))
  const isGrouped = devices.size > limits.floodOfAlarms && !endangersLife
  const finding = isGrouped
    ? alarmFlood(context, devices.size, recent[0]?.[1] ?? device)
    : channelFinding(context, channel, level, sinceMs ?? atMs)
  return { memory: next, findings: [finding, ...fireIn(next, seen)], commands: valveOf(seen, level) }
}

/** A fire is confirmed by a second sign: another detector, or heat beside smoke. */
function fireIn({ recent }: CommunityMemory, { context, channel, limits }: ChannelSeen): Finding[] {
  if (!fireChannels.includes(channel.name)) return []
  const signs = recent.filter(([atMs, , name]) => fireChannels.includes(name) && context.atMs - atMs <= limits.confirmWithinSeconds * 1000)
  const kinds = new Set(signs.map(([, device, name]) => `${device} ${name === 'heat' ? 'heat' : 'smoke'}`))
  return kinds.size >= 2 ? [confirmedFire(context, [...kinds])] : []
}

/** Critical gas closes its valve; the order is the same however often it is replayed. */
function valveOf({ context, channel, limits }: ChannelSeen, level: string): DeviceCommand[] {
  const device = limits.gas.valves[context.device]
  if (channel.name !== 'gas' || level !== 'critical' || !device) return []
  const id = `valve/${context.device}/${context.atMs}`
  return [{ id, device, name: 'valve.close', parameters: {}, notAfterMs: context.atMs + 300_000 }]
}

function onFault(memory: CommunityMemory, id: string, { context, channel }: ChannelSeen): Step<CommunityMemory> {
  if (memory.faulty.includes(id)) return quiet(memory)
  return { memory: { ...memory, faulty: [...memory.faulty, id] }, findings: [sensorFault(context, channel)] }
}

function withoutFault(memory: CommunityMemory, id: string): CommunityMemory {
  return memory.faulty.includes(id) ? { ...memory, faulty: memory.faulty.filter((other) => other !== id) } : memory
}

function stillStands({ points }: CommunityMemory, device: string): boolean {
  return Object.entries(points).some(([id, { active }]) => id.startsWith(`${device}/`) && Object.keys(active).length > 0)
}
