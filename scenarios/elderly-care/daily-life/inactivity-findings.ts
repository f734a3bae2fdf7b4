import type { Finding } from '#domain/findings/finding.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { minutes, raise } from '#scenarios/elderly-care/findings.ts'

/** One quiet of a home is one incident, from the first call to the alarm. */
export const quietSubject = (home = '') => `inactivity:${home}`

/** The call was not answered, or answered with a cry for help. */
export function quietAlarm(context: FindingContext, lastMs: number, answer: 'help' | 'none'): Finding {
  const quietMinutes = minutes(context.nowMs - lastMs)
  return raise(context, {
    subject: quietSubject(context.home),
    level: 'alarm',
    severity: 'Severe',
    urgency: 'Immediate',
    title: { zh: '长时间无活动且无人应答', en: 'Quiet for too long, and nobody answers' },
    rule: `inactivity-${answer}`,
    text:
      answer === 'help'
        ? { zh: `室内 ${quietMinutes} 分钟无活动，接听者求助`, en: `no movement for ${quietMinutes} min; whoever answered asks for help` }
        : {
            zh: `室内 ${quietMinutes} 分钟无活动，自动呼叫无人应答`,
            en: `no movement for ${quietMinutes} min, and the call was not answered`,
          },
    inputs: [
      { name: 'quiet', value: quietMinutes, unit: 'min' },
      { name: 'answer', value: answer },
    ],
    observedAtMs: context.nowMs,
  })
}

/** Quiet for longer than this home is used to. */
export function quietFinding(context: FindingContext, lastMs: number, bound: { ms: number; learned: boolean }, calls: boolean): Finding {
  const [quiet, permitted] = [minutes(context.nowMs - lastMs), minutes(bound.ms)]
  return raise(context, {
    subject: quietSubject(context.home),
    level: 'check',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Possible',
    title: { zh: '长时间无活动', en: 'Quiet for unusually long' },
    rule: bound.learned ? 'inactivity-learned' : 'inactivity-fixed',
    text: {
      zh: `室内 ${quiet} 分钟无活动，允许 ${permitted} 分钟；${calls ? '已自动呼叫' : '无可呼叫设备，请电话询问'}`,
      en: `no movement for ${quiet} min, ${permitted} min are usual; ${calls ? 'an automatic call is made' : 'there is no device to call: telephone'}`,
    },
    inputs: [
      { name: 'quiet', value: quiet, unit: 'min' },
      { name: 'permitted quiet', value: permitted, unit: 'min' },
    ],
    observedAtMs: context.nowMs,
  })
}

/** Every sensor is silent. */
export function unseen(context: FindingContext): Finding {
  return raise(context, {
    subject: `blind:${context.home ?? ''}`,
    level: 'blind',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: '家中传感器全部失联', en: 'Every sensor of the home is silent' },
    rule: 'home-blind',
    text: { zh: '无法判断老人是否安好，请电话询问并检修', en: 'nobody can tell whether all is well: telephone, then repair' },
    observedAtMs: context.nowMs,
  })
}
