import type { Step } from '#domain/detection/detector.ts'
import { quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { afterMessage, isSignOfLife } from '#scenarios/device-health/connection.ts'
import { connectedAgain } from '#scenarios/device-health/connection-findings.ts'
import { fault, recovered, silent } from '#scenarios/device-health/findings.ts'
import type { FamilyMemory, Member } from '#scenarios/device-health/memory.ts'
import { sampledShare, silentAtMs } from '#scenarios/device-health/permitted-silence.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'

/** Older than this share of its permitted silence, a member that speaks as it should would have been written down anew. */
const quietShare = 0.6
/** As many devices at least fall silent "together"; fewer are each their own affair. */
const leastTogether = 3

/** What is known of a family before anybody of it was heard. */
export function emptyFamily(key: string): FamilyMemory {
  return { gateway: key.slice('gateway:'.length), members: {} }
}

/** A message of a gateway, or of a device that speaks through it: whoever speaks proves that the gateway lives. */
export function onFamilyMessage(known: FamilyMemory | undefined, seen: Observation, limits: DeviceHealthLimits): Step<FamilyMemory> {
  const before = known ?? emptyFamily(seen.key)
  const member = before.members[seen.device]
  const isSign = isSignOfLife(before.link, seen.receivedAtMs, limits.connection)
  if (member && !isSign && !isNews(before, member, seen)) return quiet(before)
  const nowMs = Math.max(seen.receivedAtMs, member?.heardAtMs ?? 0)
  const heard: Member = { name: seen.site.name, heardAtMs: nowMs, silenceMs: seen.site.silenceSeconds * 1000 }
  const link = afterMessage(before.link, seen.receivedAtMs, limits.connection)
  const members = { ...before.members, [seen.device]: heard }
  const after = withToldElsewhere({ ...before, members, ...(link && { link }) }, seen, limits)
  const isOver = before.outage === 'gateway' || (before.outage === 'devices' && !mostAreSilent(after, nowMs))
  const findings: Finding[] = [
    ...(member?.silent === 'alone'
      ? [recovered(`device:${seen.device}`, { zh: '设备恢复上报', en: 'the device speaks again' }, nowMs)]
      : []),
    ...(isOver && !isToldElsewhere(before, before.outage)
      ? [recovered(`gateway:${before.gateway}`, { zh: '网关恢复上报', en: 'the gateway is heard again' }, nowMs)]
      : []),
    ...(!before.outage && before.link?.told === 'unstable' && !link?.told ? [connectedAgain(`gateway:${before.gateway}`, nowMs)] : []),
  ]
  return withTimer(isOver ? backToNormal(after, nowMs) : after, findings)
}

/** Somebody's permitted silence may be over. Whether it is the gateway's, one device's, or that of most is decided here, once. */
export function onFamilyTimer(known: FamilyMemory | undefined, { key, observedAtMs: nowMs }: Wake): Step<FamilyMemory> {
  const { dueAtMs: _due, ...memory } = known ?? emptyFamily(key)
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
  return withTimer({ ...after, outage }, isToldElsewhere(memory, outage) ? [] : [outageFinding(memory, outage, nowMs)])
}

function withToldElsewhere(
  memory: FamilyMemory,
  { device, kind }: Observation,
  { gatewaysToldElsewhere }: DeviceHealthLimits,
): FamilyMemory {
  return device === memory.gateway && gatewaysToldElsewhere.includes(kind) ? { ...memory, toldElsewhere: true } : memory
}

/** Whether another scenario tells of this outage to those whom it concerns more. */
export function isToldElsewhere({ toldElsewhere }: FamilyMemory, outage: FamilyMemory['outage']): boolean {
  return toldElsewhere === true && outage === 'gateway'
}

function outageOf(memory: FamilyMemory, nowMs: number): FamilyMemory['outage'] {
  if (memory.gatewayGone) return undefined
  const members = Object.entries(memory.members)
  const gateway = memory.members[memory.gateway]
  const gatewayIsSilent = gateway !== undefined && (gateway.silent !== undefined || deadlineOf(gateway) <= nowMs)
  if (members.length >= 2 && (gatewayIsSilent || members.every(([, member]) => isQuiet(member, nowMs)))) return 'gateway'
  return mostAreSilent(memory, nowMs) ? 'devices' : undefined
}

export function mostAreSilent({ gateway, members }: FamilyMemory, nowMs: number): boolean {
  const children = Object.entries(members).filter(([id]) => id !== gateway)
  const silentOnes = children.filter(([, member]) => member.silent || isQuiet(member, nowMs))
  return silentOnes.length >= leastTogether && silentOnes.length * 2 > children.length
}

function isQuiet({ heardAtMs, graceFromMs = 0, silenceMs }: Member, nowMs: number): boolean {
  return nowMs - Math.max(heardAtMs, graceFromMs) >= silenceMs * quietShare
}

/** Those whom the outage told of have their permitted silence again to say a word; who then does not is silent by itself. */
export function backToNormal({ outage: _over, ...memory }: FamilyMemory, nowMs: number): FamilyMemory {
  const members = Object.entries(memory.members).map(([id, member]): [string, Member] => {
    const { silent: told, ...rest } = member
    return told === 'together' ? [id, { ...rest, graceFromMs: nowMs }] : [id, member]
  })
  return { ...memory, members: Object.fromEntries(members) }
}

function isNews({ outage }: FamilyMemory, { heardAtMs, silenceMs, silent: declared }: Member, { receivedAtMs }: Observation): boolean {
  const aheadMs = receivedAtMs - heardAtMs
  return aheadMs >= 0 && (outage !== undefined || declared !== undefined || aheadMs >= silenceMs * sampledShare)
}

export function deadlineOf({ heardAtMs, graceFromMs = 0, silenceMs }: Member): number {
  return silentAtMs(Math.max(heardAtMs, graceFromMs), silenceMs)
}

/** One timer for all: for whoever would be silent next. It is re-armed only when it fires, or when somebody is due before it. */
export function withTimer(memory: FamilyMemory, findings: Finding[]): Step<FamilyMemory> {
  const dueAtMs = Object.values(memory.members).reduce(
    (least, member) => (member.silent ? least : Math.min(least, deadlineOf(member))),
    Number.POSITIVE_INFINITY,
  )
  if (!Number.isFinite(dueAtMs) || (memory.dueAtMs !== undefined && memory.dueAtMs <= dueAtMs)) return { memory, findings }
  return { memory: { ...memory, dueAtMs }, findings, timers: [{ name: 'silence', dueAtMs }] }
}

function outageFinding(memory: FamilyMemory, outage: 'gateway' | 'devices', nowMs: number) {
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
