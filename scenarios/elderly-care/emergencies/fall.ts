import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { promptAnswer } from '#domain/observation/kinds/home-care.ts'
import { type FallBody, isFall } from '#scenarios/elderly-care/emergencies/fall-rule.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import type { FallCall, HomeMemory, HomeStep } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

export type Answer = BodyOf<typeof promptAnswer>

/** Impacts this soon after an open one are the same fall: bouncing, rolling, trying to get up. */
const sameFallMs = 1_800_000

/** An impact that the rule takes for a fall: its wearer is asked; people hear of it only when there is no good answer. */
export function onCandidate(memory: HomeMemory, context: FindingContext, body: FallBody, limits: ElderlyCareLimits): HomeStep {
  const { device, atMs, nowMs } = context
  const open = memory.falls[device]
  if (!isFall(body, limits.fall) || (open && nowMs - open.askedMs < sameFallMs)) return quiet(memory)
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
export function onFallAnswer(memory: HomeMemory, context: FindingContext, body: Answer, limits: ElderlyCareLimits): HomeStep {
  const { device, nowMs } = context
  const call = memory.falls[device]
  if (!call || (body.commandId !== call.commandId && body.answer !== 'help')) return quiet(memory)
  if (body.answer !== 'ok') return call.state === 'asked' ? alarm(memory, context, call, body.answer, limits) : quiet(memory)
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
export function onFallTime(memory: HomeMemory, context: FindingContext, limits: ElderlyCareLimits): HomeStep {
  const call = memory.falls[context.device]
  return call?.state === 'asked' ? alarm(memory, context, call, 'none', limits) : quiet(memory)
}

/** Long after the alarm the wearable has still not been answered, by the wearer or by whoever has come. */
export function onEmergencyTime(memory: HomeMemory, context: FindingContext): HomeStep {
  const call = memory.falls[context.device]
  if (call?.state !== 'alarmed') return quiet(memory)
  const falls = { ...memory.falls, [context.device]: { ...call, state: 'emergency' as const } }
  return { memory: { ...memory, falls }, findings: [finding(context, call, 'emergency')] }
}

function alarm(
  memory: HomeMemory,
  context: FindingContext,
  call: FallCall,
  answer: 'help' | 'none',
  { fall: { emergencyAfterSeconds } }: ElderlyCareLimits,
): HomeStep {
  const falls = { ...memory.falls, [context.device]: { ...call, state: 'alarmed' as const } }
  return {
    memory: { ...memory, falls },
    findings: [finding(context, call, answer)],
    timers: [
      { name: `fall/${context.device}`, dueAtMs: undefined },
      { name: `emergency/${context.device}`, dueAtMs: context.nowMs + emergencyAfterSeconds * 1000 },
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

function finding(context: FindingContext, { impactMs, site }: FallCall, what: keyof typeof sentences): Finding {
  const isEmergency = what === 'emergency'
  return raise(context, {
    subject: subjectOf(context.device),
    level: isEmergency ? 'emergency' : 'alarm',
    severity: isEmergency ? 'Extreme' : 'Severe',
    urgency: 'Immediate',
    certainty: what === 'help' ? 'Observed' : 'Likely',
    title: isEmergency ? { zh: '跌倒长时间无应答', en: 'Fall without an answer for long' } : { zh: '跌倒报警', en: 'Fall' },
    rule: `fall-${what}`,
    text: sentences[what],
    inputs: [
      { name: 'impact', value: site, ageSeconds: Math.max(0, Math.round((context.nowMs - impactMs) / 1000)) },
      { name: 'answer', value: isEmergency ? 'none' : what },
    ],
    observedAtMs: context.nowMs,
  })
}
