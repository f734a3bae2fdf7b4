import { withEntry } from '#domain/entries.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { promptAnswer } from '#domain/observation/kinds/home-care.ts'
import { type FallBody, isFall } from '#scenarios/elderly-care/fall-rule.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import { type HomeMemory, type HomeStep, type Occasion, unchanged } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** A suspected fall: the question that was put to its wearer, and how far it has gone. */
export type FallCall = { commandId: string; impactMs: number; askedMs: number; site: string; state: 'asked' | 'alarmed' | 'emergency' }
export type Answer = BodyOf<typeof promptAnswer>

/** Impacts this soon after an open one are the same fall: bouncing, rolling, trying to get up. */
const sameFallMs = 1_800_000

/** An impact that the rule takes for a fall: its wearer is asked; people hear of it only when there is no good answer. */
export function onCandidate(memory: HomeMemory, occasion: Occasion, body: FallBody, limits: ElderlyCareLimits): HomeStep {
  const { device, atMs, nowMs } = occasion
  const open = memory.falls[device]
  if (!isFall(body, limits.fall) || (open && nowMs - open.askedMs < sameFallMs)) return unchanged(memory)
  const commandId = `fall/${device}/${atMs}`
  const dueAtMs = nowMs + limits.fall.promptSeconds * 1000
  const call: FallCall = { commandId, impactMs: atMs - (body.sinceImpactS ?? 0) * 1000, askedMs: nowMs, site: body.site, state: 'asked' }
  return {
    memory: { ...memory, falls: { ...memory.falls, [device]: call } },
    findings: [],
    timers: [
      { name: `fall/${device}`, dueAtMs },
      { name: `emergency/${device}`, dueAtMs: undefined },
    ],
    commands: [
      { id: commandId, device, name: 'prompt.are-you-ok', parameters: { seconds: limits.fall.promptSeconds }, notAfterMs: dueAtMs },
    ],
  }
}

/** The wearer's answer. One to an older question says nothing of this fall, but whoever asks for help gets it. */
export function onFallAnswer(memory: HomeMemory, occasion: Occasion, body: Answer, limits: ElderlyCareLimits): HomeStep {
  const { device, nowMs } = occasion
  const call = memory.falls[device]
  if (!call || (body.commandId !== call.commandId && body.answer !== 'help')) return unchanged(memory)
  if (body.answer !== 'ok') return call.state === 'asked' ? alarm(memory, occasion, call, body.answer, limits) : unchanged(memory)
  return {
    memory: { ...memory, falls: withEntry(memory.falls, device, undefined) },
    findings: [clear(subjectOf(device), nowMs, { zh: '佩戴者回应平安', en: 'the wearer answered: all right' })],
    timers: [
      { name: `fall/${device}`, dueAtMs: undefined },
      { name: `emergency/${device}`, dueAtMs: undefined },
    ],
  }
}

/** Nobody has answered the question. */
export function onFallTime(memory: HomeMemory, occasion: Occasion, limits: ElderlyCareLimits): HomeStep {
  const call = memory.falls[occasion.device]
  return call?.state === 'asked' ? alarm(memory, occasion, call, 'none', limits) : unchanged(memory)
}

/** Long after the alarm the wearable has still not been answered, by the wearer or by whoever has come. */
export function onEmergencyTime(memory: HomeMemory, occasion: Occasion): HomeStep {
  const call = memory.falls[occasion.device]
  if (call?.state !== 'alarmed') return unchanged(memory)
  const falls = { ...memory.falls, [occasion.device]: { ...call, state: 'emergency' as const } }
  return { memory: { ...memory, falls }, findings: [finding(occasion, call, 'emergency')] }
}

function alarm(
  memory: HomeMemory,
  occasion: Occasion,
  call: FallCall,
  answer: 'help' | 'none',
  { fall: { emergencyAfterSeconds } }: ElderlyCareLimits,
): HomeStep {
  const falls = { ...memory.falls, [occasion.device]: { ...call, state: 'alarmed' as const } }
  return {
    memory: { ...memory, falls },
    findings: [finding(occasion, call, answer)],
    timers: [
      { name: `fall/${occasion.device}`, dueAtMs: undefined },
      { name: `emergency/${occasion.device}`, dueAtMs: occasion.nowMs + emergencyAfterSeconds * 1000 },
    ],
  }
}

const subjectOf = (device: string) => `fall:${device}`

const sentences = {
  help: { zh: '疑似跌倒，佩戴者求助', en: 'a suspected fall; the wearer asks for help' },
  none: { zh: '疑似跌倒，佩戴者未回应询问', en: 'a suspected fall; the wearer does not answer' },
  emergency: {
    zh: '跌倒报警后仍无人在设备上确认平安；若无人已到身边，请拨打 120',
    en: 'still nobody has said on the wearable that all is well; unless somebody is with the wearer, call 120',
  },
}

function finding(occasion: Occasion, { impactMs, site }: FallCall, what: keyof typeof sentences): Finding {
  const isEmergency = what === 'emergency'
  return raise(occasion, {
    subject: subjectOf(occasion.device),
    level: isEmergency ? 'emergency' : 'alarm',
    severity: isEmergency ? 'Extreme' : 'Severe',
    urgency: 'Immediate',
    certainty: what === 'help' ? 'Observed' : 'Likely',
    title: isEmergency ? { zh: '跌倒长时间无应答', en: 'Fall without an answer for long' } : { zh: '跌倒报警', en: 'Fall' },
    rule: `fall-${what}`,
    text: sentences[what],
    inputs: [
      { name: 'impact', value: site, ageSeconds: Math.max(0, Math.round((occasion.nowMs - impactMs) / 1000)) },
      { name: 'answer', value: isEmergency ? 'none' : what },
    ],
    observedAtMs: occasion.nowMs,
  })
}
