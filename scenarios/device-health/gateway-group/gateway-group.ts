import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { afterMessage, isSignOfLife } from '#scenarios/device-health/connection/connection.ts'
import { connectedAgain } from '#scenarios/device-health/connection/connection-findings.ts'
import { fault, recovered, silent } from '#scenarios/device-health/findings.ts'
import type { GatewayGroupMemory, Member } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { sampledShare, silentAtMs } from '#scenarios/device-health/silence/permitted-silence.ts'

/** Older than this share of its permitted silence, a member that speaks as it should would have been written down anew. */
const quietShare = 0.6
/** As many devices at least fall silent "together"; fewer are each their own affair. */
const leastTogether = 3

/** What is known of a gateway group before anybody of it was heard. */
export function emptyGroup(key: string): GatewayGroupMemory {
  return { gateway: key.slice('gateway:'.length), members: {} }
}

/** A message of a gateway, or of a device that speaks through it: whoever speaks proves that the gateway lives. */
export function onGroupMessage(
  known: GatewayGroupMemory | undefined,
  seen: Observation,
  limits: DeviceHealthLimits,
): Step<GatewayGroupMemory> {
  const before = known ?? emptyGroup(seen.key)
  const member = before.members[seen.device]
  const isSign = isSignOfLife(before.link, seen.receivedAtMs, limits.connection)
  if (member && !isSign && !isNews(before, member, seen)) return quiet(before)
  const nowMs = Math.max(seen.receivedAtMs, member?.heardAtMs ?? 0)
  const heard: Member = { name: seen.site.name, heardAtMs: nowMs, silenceMs: seen.site.silenceSeconds * 1000 }
  const link = afterMessage(before.link, seen.receivedAtMs, limits.connection)
  const members = { ...before.members, [seen.device]: heard }
  const after = withReportedElsewhere({ ...before, members, ...(link && { link }) }, seen, limits)
  const isOver = before.outage === 'gateway' || (before.outage === 'devices' && !mostAreSilent(after, nowMs))
  const findings: Finding[] = [
    ...(member?.silent === 'alone'
      ? [recovered(`device:${seen.device}`, { zh: '设备恢复上报', en: 'the device speaks again' }, nowMs)]
      : []),
    ...(isOver && !isReportedElsewhere(before, before.outage)
      ? [recovered(`gateway:${before.gateway}`, { zh: '网关恢复上报', en: 'the gateway is heard again' }, nowMs)]
      : []),
    ...(!before.outage && before.link?.lastReported === 'unstable' && !link?.lastReported
      ? [connectedAgain(`gateway:${before.gateway}`, nowMs)]
      : []),
  ]
  return withTimer(isOver ? backToNormal(after, nowMs) : after, findings)
}

/** Somebody's permitted silence may be over. Whether it is the gateway's, one device's, or that of most is decided here, once. */
export function onGroupTimer(known: GatewayGroupMemory | undefined, { key, observedAtMs: nowMs }: Wake): Step<GatewayGroupMemory> {
  const { dueAtMs: _due, ...memory } = known ?? emptyGroup(key)
  const due = Object.entries(memory.members).filter(([, member]) => !member.silent && deadlineOf(member) <= nowMs)
  if (due.length === 0) return withTimer(memory, [])
  const outage = outageOf(memory, nowMs)
  const declared = (silence: 'alone' | 'together') => ({
    ...memory,
    members: { ...memory.members, ...Object.fromEntries(due.map(([id, member]) => [id, { ...member, silent: silence }])) },
  })
  if (!outage && !memory.outage)
    return withTimer(
      declared('alone'),
      due.map(([id, member]) => silent({ ...member, id }, nowMs)),
    )
  const isNews = outage !== undefined && outage !== memory.outage && memory.outage !== 'gateway'
  const after = declared('together')
  if (!isNews) return withTimer(after, [])
  return withTimer({ ...after, outage }, isReportedElsewhere(memory, outage) ? [] : [outageFinding(memory, outage, nowMs)])
}

function withReportedElsewhere(
  memory: GatewayGroupMemory,
  { device, kind }: Observation,
  { gatewaysToldElsewhere }: DeviceHealthLimits,
): GatewayGroupMemory {
  return device === memory.gateway && gatewaysToldElsewhere.includes(kind) ? { ...memory, reportedElsewhere: true } : memory
}

/** Whether another scenario reports this outage to those whom it concerns more. */
export function isReportedElsewhere({ reportedElsewhere }: GatewayGroupMemory, outage: GatewayGroupMemory['outage']): boolean {
  return reportedElsewhere === true && outage === 'gateway'
}

function outageOf(memory: GatewayGroupMemory, nowMs: number): GatewayGroupMemory['outage'] {
  if (memory.gatewayGone) return undefined
  const members = Object.entries(memory.members)
  const gateway = memory.members[memory.gateway]
  const gatewayIsSilent = gateway !== undefined && (gateway.silent !== undefined || deadlineOf(gateway) <= nowMs)
  if (members.length >= 2 && (gatewayIsSilent || members.every(([, member]) => isQuiet(member, nowMs)))) return 'gateway'
  return mostAreSilent(memory, nowMs) ? 'devices' : undefined
}

export function mostAreSilent({ gateway, members }: GatewayGroupMemory, nowMs: number): boolean {
  const children = Object.entries(members).filter(([id]) => id !== gateway)
  const silentOnes = children.filter(([, member]) => member.silent || isQuiet(member, nowMs))
  return silentOnes.length >= leastTogether && silentOnes.length * 2 > children.length
}

function isQuiet({ heardAtMs, graceFromMs = 0, silenceMs }: Member, nowMs: number): boolean {
  return nowMs - Math.max(heardAtMs, graceFromMs) >= silenceMs * quietShare
}

/** Everybody whom the outage covered has a whole permitted silence again to say a word; who says none is then silent by itself. */
export function backToNormal({ outage: _over, ...memory }: GatewayGroupMemory, nowMs: number): GatewayGroupMemory {
  const members = Object.entries(memory.members).map(([id, member]): [string, Member] => {
    const { silent: how, ...rest } = member
    return how === 'together' ? [id, { ...rest, graceFromMs: nowMs }] : [id, member]
  })
  return { ...memory, members: Object.fromEntries(members) }
}

function isNews(
  { outage }: GatewayGroupMemory,
  { heardAtMs, silenceMs, silent: declared }: Member,
  { receivedAtMs }: Observation,
): boolean {
  const aheadMs = receivedAtMs - heardAtMs
  return aheadMs >= 0 && (outage !== undefined || declared !== undefined || aheadMs >= silenceMs * sampledShare)
}

export function deadlineOf({ heardAtMs, graceFromMs = 0, silenceMs }: Member): number {
  return silentAtMs(Math.max(heardAtMs, graceFromMs), silenceMs)
}

/** One timer for all: for whoever would be silent next. It is re-armed only when it fires, or when somebody is due before it. */
export function withTimer(memory: GatewayGroupMemory, findings: Finding[]): Step<GatewayGroupMemory> {
  const dueAtMs = Object.values(memory.members).reduce(
    (least, member) => (member.silent ? least : Math.min(least, deadlineOf(member))),
    Number.POSITIVE_INFINITY,
  )
  if (!Number.isFinite(dueAtMs) || (memory.dueAtMs !== undefined && memory.dueAtMs <= dueAtMs)) return { memory, findings }
  return { memory: { ...memory, dueAtMs }, findings, timers: [{ name: 'silence', dueAtMs }] }
}

function outageFinding(memory: GatewayGroupMemory, outage: 'gateway' | 'devices', nowMs: number) {
  const children = Object.entries(memory.members).filter(([id]) => id !== memory.gateway)
  const quiet = children.filter(([, member]) => member.silent || isQuiet(member, nowMs)).length
  const name = memory.members[memory.gateway]?.name ?? memory.gateway
  const heardAtMs = Object.values(memory.members).reduce((newest, member) => Math.max(newest, member.heardAtMs), 0)
  const isGateway = outage === 'gateway'
  return fault({
    subject: `gateway:${memory.gateway}`,
    level: isGateway ? 'gateway-silent' : 'devices-silent',
    severity: 'Moderate',
    title: isGateway
      ? { zh: `网关失联：${name}（${children.length} 台设备）`, en: `Gateway silent: ${name} (${children.length} devices)` }
      : { zh: `网关下多台设备失联：${name}`, en: `Many devices silent behind ${name}` },
    rule: isGateway ? 'gateway-silent' : 'devices-silent-together',
    text: isGateway
      ? {
          zh: `网关及其 ${children.length} 台设备均无消息，看护区域为盲区`,
          en: `nothing from it and the ${children.length} devices behind it; what they watched is a blind area`,
        }
      : { zh: `${children.length} 台中 ${quiet} 台同时失联`, en: `${quiet} of ${children.length} devices fell silent together` },
    inputs: [
      { name: 'devices', value: children.length },
      { name: 'silent devices', value: quiet },
      { name: 'last heard', value: Math.round((nowMs - heardAtMs) / 1000), unit: 's' },
    ],
    atMs: nowMs,
    devices: [memory.gateway],
  })
}
