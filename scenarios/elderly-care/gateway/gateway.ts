import type { Step } from '#domain/detection/detector.ts'
import { clearOf, quiet, raiseOf } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation, Wake } from '#domain/observation/observation.ts'
import { outOfService, type RegistrationChange } from '#domain/observation/registration.ts'
import type { Text } from '#domain/text.ts'
import type { GatewayMemory } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

const silentAfterShare = 1.1
const sampledShare = 1 / 5
const sampledMostMs = 60_000
/** Two homes at least: one silent home is that home's affair. */
const leastHomes = 2

/** A message of the gateway itself or of a device behind it. */
export function onGatewayMessage(known: GatewayMemory | undefined, seen: Observation, limits: ElderlyCareLimits): Step<GatewayMemory> {
  const before = known ?? { heardMs: 0, homes: {} }
  const heard = heardThrough(before, seen, limits)
  if (heard === before) return quiet(before)
  const { lastReported, ...rest } = heard
  const isOver =
    lastReported === 'gateway' || (lastReported === 'homes' && !tooMany(silentHomes(heard, seen.receivedAtMs).length, heard, limits))
  const findings: Finding[] = isOver ? [back(seen)] : []
  return withTimer(isOver ? rest : heard, seen.receivedAtMs, findings)
}

/** The gateway was taken out of service, or a device behind it: nobody waits for their word. */
export function onGatewayService(
  known: GatewayMemory | undefined,
  seen: Observation<string, RegistrationChange>,
  limits: ElderlyCareLimits,
): Step<GatewayMemory> {
  const before = known ?? { heardMs: 0, homes: {} }
  if (seen.body.now !== 'out-of-service') return quiet(before)
  const { silenceMs: _silence, lastReported, ...rest } = before
  if (seen.device === gatewayOf(seen.key)) return withTimer(rest, seen.receivedAtMs, lastReported ? [gone(seen)] : [])
  // A home with one sensor less speaks again with its others; one that was alone is no home of this gateway.
  const left = Object.entries(before.homes).filter(([home]) => !homesOf(seen, limits).includes(home))
  const homes = Object.fromEntries(left)
  const isOver =
    lastReported === 'homes' && !tooMany(silentHomes({ ...before, homes }, seen.receivedAtMs).length, { ...before, homes }, limits)
  const { lastReported: _reported, ...calm } = before
  return withTimer({ ...(isOver ? calm : before), homes }, seen.receivedAtMs, isOver ? [gone(seen)] : [])
}

/** Looks whether the gateway, or many of its homes at once, have fallen silent. */
export function onGatewayTime(known: GatewayMemory | undefined, wake: Wake, limits: ElderlyCareLimits): Step<GatewayMemory> {
  const { dueMs: _due, ...memory } = known ?? { heardMs: 0, homes: {} }
  const nowMs = wake.observedAtMs
  const isSilent = gatewaySilentAtMs(memory) <= nowMs
  const fallen = silentHomes(memory, nowMs, limits.outage.windowSeconds * 1000)
  const what = isSilent ? 'gateway' : tooMany(fallen.length, memory, limits) ? 'homes' : undefined
  if (!what || memory.lastReported) return withTimer(memory, nowMs, [])
  return withTimer({ ...memory, lastReported: what }, nowMs, [offline(wake, memory, what, fallen)])
}

function heardThrough(before: GatewayMemory, seen: Observation, limits: ElderlyCareLimits): GatewayMemory {
  const { receivedAtMs: nowMs, site } = seen
  const silenceMs = site.silenceSeconds * 1000
  const own = seen.kind === 'gateway-heartbeat'
  const homes = own ? [] : homesOf(seen, limits)
  const sampled = (heardMs: number, everyMs: number) => nowMs - heardMs < Math.min(everyMs * sampledShare, sampledMostMs)
  const known =
    !before.lastReported &&
    sampled(before.heardMs, silenceMs) &&
    (!own || before.silenceMs === silenceMs) &&
    homes.every((home) => isSampled(home))
  function isSampled(home: string): boolean {
    const entry = before.homes[home]
    return entry !== undefined && sampled(entry[0], entry[1])
  }
  if (known) return before
  const entries = homes.map((home): [string, [number, number]] => [home, [nowMs, Math.max(silenceMs, before.homes[home]?.[1] ?? 0)]])
  return {
    ...before,
    heardMs: Math.max(before.heardMs, nowMs),
    ...(own && { silenceMs }),
    homes: { ...before.homes, ...Object.fromEntries(entries) },
  }
}

function homesOf({ site, device }: Observation, { homeAreas }: ElderlyCareLimits): string[] {
  const homes = site.watches.filter((area) => homeAreas.has(area))
  return homes.length > 0 ? homes : [device]
}

function gatewaySilentAtMs({ heardMs, silenceMs = Number.POSITIVE_INFINITY }: GatewayMemory): number {
  return heardMs + silenceMs * silentAfterShare
}

/** Homes that are silent; with a window, those that fell silent within it. */
function silentHomes({ homes }: GatewayMemory, nowMs: number, windowMs = Number.POSITIVE_INFINITY): string[] {
  return Object.entries(homes)
    .filter(([, [heardMs, silenceMs]]) => {
      const silentAtMs = heardMs + silenceMs * silentAfterShare
      return silentAtMs <= nowMs && silentAtMs > nowMs - windowMs
    })
    .map(([home]) => home)
}

function tooMany(count: number, { homes }: GatewayMemory, { outage: { share } }: ElderlyCareLimits): boolean {
  return count >= leastHomes && count > share * Object.keys(homes).length
}

/** One timer at a time: for whatever would fall silent next. */
function withTimer(memory: GatewayMemory, nowMs: number, findings: Finding[]): Step<GatewayMemory> {
  const homes = Object.values(memory.homes).map(([heardMs, silenceMs]) => heardMs + silenceMs * silentAfterShare)
  const dueMs = Math.min(...[gatewaySilentAtMs(memory), ...homes].filter((atMs) => atMs > nowMs && Number.isFinite(atMs)))
  if (!Number.isFinite(dueMs) || (memory.dueMs !== undefined && memory.dueMs <= dueMs)) return { memory, findings }
  const dueAtMs = Math.ceil(dueMs)
  return { memory: { ...memory, dueMs: dueAtMs }, findings, timers: [{ name: 'silence', dueAtMs }] }
}

const gatewayOf = (key: string) => key.slice('gateway:'.length)

function offline({ key, observedAtMs }: Wake, memory: GatewayMemory, what: 'gateway' | 'homes', fallen: string[]): Finding {
  const gateway = gatewayOf(key)
  const all = Object.keys(memory.homes).length
  const ageSeconds = Math.round((observedAtMs - memory.heardMs) / 1000)
  return raiseOf({
    subject: `gateway:${gateway}`,
    level: 'gateway-offline',
    severity: 'Moderate',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: `家庭网关失联：${gateway}`, en: `Home gateway offline: ${gateway}` },
    rule: what === 'gateway' ? 'gateway-silent' : 'homes-silent-together',
    text:
      what === 'gateway'
        ? {
            zh: `网关静默 ${ageSeconds} 秒，其 ${all} 户暂缓无活动报警`,
            en: `silent for ${ageSeconds} s; inactivity of its ${all} homes is not judged`,
          }
        : { zh: `${all} 户中 ${fallen.length} 户同时失联`, en: `${fallen.length} of ${all} homes fell silent together` },
    inputs: [
      { name: 'homes', value: all },
      { name: 'silent homes', value: what === 'gateway' ? all : fallen.length },
    ],
    observedAtMs,
    sources: [gateway],
  })
}

function back(seen: Observation): Finding {
  return over(seen, { zh: '网关恢复上报', en: 'the gateway is heard again' })
}

function gone(seen: Observation): Finding {
  return over(seen, outOfService)
}

function over({ key, receivedAtMs }: Observation, text: Text): Finding {
  return clearOf(`gateway:${gatewayOf(key)}`, 'recovered', text, receivedAtMs)
}
