import { perLimits } from '#domain/detection/per-limits.ts'
import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import { type HomeMemory, type HomeStep, nothing } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits, Enrolment } from '#scenarios/elderly-care/schema.ts'

export type Consent = 'valid' | 'missing' | 'ended'

/** Whether somebody agreed that this device is listened to at this moment, for themselves or for the home it is in. */
export function consentOf({ enrolments }: ElderlyCareLimits, device: string, home: string | undefined, nowMs: number): Consent {
  const { devices, homes } = termsOf(enrolments)
  const [own, ofHome] = [consentBy(devices.get(device), nowMs), consentBy(home === undefined ? undefined : homes.get(home), nowMs)]
  if (own === 'valid' || ofHome === 'valid') return 'valid'
  return own === 'ended' || ofHome === 'ended' ? 'ended' : 'missing'
}

/** When each enrolment begins and ends, epoch ms: asked of every message, so read once. */
type Term = { fromMs: number; untilMs: number }
const termsOf = perLimits(({ devices, homes }: ElderlyCareLimits['enrolments']) => ({ devices: termsIn(devices), homes: termsIn(homes) }))

function termsIn(enrolments: Record<string, Enrolment>): ReadonlyMap<string, Term> {
  return new Map(Object.entries(enrolments).map(([id, { from, until }]) => [id, { fromMs: Date.parse(from), untilMs: Date.parse(until) }]))
}

function consentBy(term: Term | undefined, nowMs: number): Consent {
  if (!term || nowMs < term.fromMs) return 'missing'
  return nowMs < term.untilMs ? 'valid' : 'ended'
}

/** Says once that a consent is missing or has ended, and takes that back; what was learned of the home is forgotten with it. */
export function onConsent(memory: HomeMemory, context: FindingContext, consent: Consent): HomeStep {
  const { device } = context
  const told = memory.withoutConsent[device]
  if (consent === 'valid') {
    if (!told) return quiet(memory)
    const findings = [clear(`consent:${device}`, context.nowMs, { zh: '知情同意已登记', en: 'a consent is registered' }, 'recovered')]
    return { memory: { ...memory, withoutConsent: withEntry(memory.withoutConsent, device, undefined) }, findings }
  }
  if (told === consent) return quiet(memory)
  const without = { ...forgotten(memory), whereabouts: withEntry(memory.whereabouts, device, undefined) }
  const vitals = withEntry(memory.vitals, device, undefined)
  const withoutConsent = { ...memory.withoutConsent, [device]: consent }
  return { memory: { ...without, vitals, withoutConsent }, findings: [finding(context, consent)] }
}

/** The life of a home is learned from all its sensors together, so without one's consent it is forgotten as a whole. */
export function forgotten(memory: HomeMemory): HomeMemory {
  return { ...memory, routine: nothing.routine, rooms: nothing.rooms }
}

function finding(context: FindingContext, consent: 'missing' | 'ended'): Finding {
  const ended = consent === 'ended'
  return raise(context, {
    subject: `consent:${context.device}`,
    level: 'maintenance',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Observed',
    title: ended ? { zh: '知情同意已到期', en: 'Consent has ended' } : { zh: '缺少知情同意', en: 'Consent is missing' },
    rule: `consent-${consent}`,
    text: {
      zh: `设备 ${context.device} ${ended ? '的知情同意已到期' : '没有知情同意登记'}，仅处理呼救和火情`,
      en: `the consent of ${context.device} ${ended ? 'has ended' : 'is missing'}; only calls for help and fire are heard`,
    },
    inputs: [{ name: 'device', value: context.device }],
    observedAtMs: context.nowMs,
  })
}
