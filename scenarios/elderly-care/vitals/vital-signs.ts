import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import type { HomeMemory, HomeStep } from '#scenarios/elderly-care/memory.ts'
import { type News2, news2Of, type VitalsBody } from '#scenarios/elderly-care/vitals/news2.ts'

const [urgentTotal, emergencyTotal, gravestParameter] = [5, 7, 3]

/** A complete set of vital signs: reported when its score reaches another level. An incomplete one says nothing. */
export function onVitals(memory: HomeMemory, context: FindingContext, body: VitalsBody, isLate: boolean): HomeStep {
  const score = isLate ? undefined : news2Of(body)
  if (!score) return quiet(memory)
  const { device, atMs } = context
  const [before, now] = [memory.vitals[device], levelOf(score)]
  if (before === now) return quiet(memory)
  const next = { ...memory, vitals: withEntry(memory.vitals, device, now) }
  if (!now)
    return {
      memory: next,
      findings: [clear(subjectOf(device), atMs, { zh: `评分降至 ${score.total}`, en: `score down to ${score.total}` })],
    }
  return { memory: next, findings: [finding(context, score, now)] }
}

const subjectOf = (device: string) => `vitals:${device}`

type Level = 'vitals-urgent' | 'vitals-emergency'

function levelOf({ total, highest }: News2): Level | undefined {
  if (total >= emergencyTotal) return 'vitals-emergency'
  return total >= urgentTotal || highest >= gravestParameter ? 'vitals-urgent' : undefined
}

function finding(context: FindingContext, { total, highest }: News2, level: Level) {
  const isEmergency = level === 'vitals-emergency'
  return raise(context, {
    subject: subjectOf(context.device),
    level,
    severity: isEmergency ? 'Severe' : 'Moderate',
    urgency: isEmergency ? 'Immediate' : 'Expected',
    certainty: 'Possible',
    title: { zh: '体征评分偏高', en: 'Vital signs score high' },
    rule: 'news2',
    text: {
      zh: `NEWS2 总分 ${total}，单项最高 ${highest}。本系统不是医疗器械，请由医护人员判断`,
      en: `NEWS2 total ${total}, highest single ${highest}. This is not a medical device: a clinician has to judge`,
    },
    inputs: [
      { name: 'NEWS2', value: total },
      { name: 'highest single score', value: highest },
    ],
  })
}
