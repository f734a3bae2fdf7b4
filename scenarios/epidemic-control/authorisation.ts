import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import type { Permit } from '#scenarios/epidemic-control/memory.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'

const words: Record<Exclude<Permit, 'granted'>, Text> = {
  absent: { zh: '未登记授权', en: 'no authorisation is registered' },
  'not-yet': { zh: '授权尚未生效', en: 'the authorisation is not valid yet' },
  expired: { zh: '授权已到期', en: 'the authorisation has expired' },
  killed: { zh: '已由停止开关关闭', en: 'the kill switch is set' },
}

/** Judged by the server's time: a device's clock must not lengthen an authorisation. */
export function permitAt({ authorisation }: EpidemicLimits, receivedAtMs: number): Permit {
  if (!authorisation) return 'absent'
  if (authorisation.killSwitch) return 'killed'
  if (receivedAtMs < Date.parse(authorisation.from)) return 'not-yet'
  return receivedAtMs < Date.parse(authorisation.until) ? 'granted' : 'expired'
}

/** Said once when screening may not take place, and taken back once when it may again. */
export function permitFindings(before: Permit | undefined, now: Permit, seen: Observation): Finding[] {
  if (before === now || (before === undefined && now === 'granted')) return []
  const subject = 'authorisation'
  const observedAtMs = seen.receivedAtMs
  if (now === 'granted')
    return [clearOf(subject, 'recovered', { zh: '授权有效，恢复筛查', en: 'authorised: screening goes on' }, observedAtMs)]
  const why = words[now]
  return [
    raiseOf({
      subject,
      observedAtMs,
      level: 'not-authorised',
      severity: 'Minor',
      urgency: 'Expected',
      certainty: 'Observed',
      title: { zh: '疫情筛查已停用：无有效授权', en: 'Epidemic screening does nothing: not authorised' },
      rule: 'authorisation',
      text: { zh: `${why.zh}；收到的登记不作判定`, en: `${why.en}; what comes in is not judged` },
      inputs: [{ name: 'authorisation', value: now }],
      sources: [seen.device],
    }),
  ]
}
