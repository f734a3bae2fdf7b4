import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { DeviceId } from '#domain/observation/device.ts'
import type { Text } from '#domain/text.ts'
import type { Person, Rule, Verdict } from '#scenarios/epidemic-control/memory/people.ts'

/** Why, in words. */
export const ruleTexts: Record<Rule, Text> = {
  'high-community': { zh: '曾在高风险区停留', en: 'stayed in a high-risk place' },
  'high-unclear': { zh: '可能曾在高风险区停留，地址需人工核对', en: 'may have stayed in a high-risk place: the address needs a person' },
  'high-county': { zh: '停留的县区有高风险区', en: 'stayed in a county that has high-risk places' },
  'middle-community': { zh: '曾在中风险区停留', en: 'stayed in a medium-risk place' },
  'middle-county': { zh: '停留的县区有中风险区', en: 'stayed in a county that has medium-risk places' },
  'low-county': { zh: '停留的县区为低风险区', en: 'stayed in a county listed as low-risk' },
  'test-positive': { zh: '核酸检测阳性', en: 'the test is positive' },
  'stay-without-code': { zh: '有停留地未填区划代码', en: 'a stay has no division code' },
  'origin-without-code': { zh: '来源地未填区划代码', en: 'the origin has no division code' },
  'no-stays': { zh: '未申报停留史', en: 'no stays were declared' },
  'stay-gap': { zh: '停留史有空缺', en: 'the declared stays have a gap' },
  'future-dates': { zh: '登记时间晚于收到时间', en: 'the declaration is dated after it was received' },
  'list-missing': { zh: '停留期间的风险区名单缺失', en: 'no list of risk areas is known for the time of the stay' },
  'code-unknown': { zh: '区划代码不在该地区', en: 'the division code does not exist in that prefecture' },
  'memory-full': { zh: '登记过多，无法自动复核', en: 'too many arrivals to be checked again automatically' },
  companion: { zh: '与红码人员同时空或同行', en: 'was together with somebody who is red' },
  'person-decided': { zh: '人工判定', en: 'decided by a person' },
  'no-match': { zh: '未匹配', en: 'no match' },
}

/** One open incident per person and prefecture. Twelve digits of the reference: nothing in it says who it is. */
export function subjectOf(ref: string): string {
  return `person:${ref.slice(0, 12)}`
}

/** What a verdict means for the incident: raised when it is new or graver, cleared when it turned out green, silent otherwise. */
export function personFindings(ref: string, before: Verdict | undefined, person: Person, source: DeviceId, atMs: number): Finding[] {
  const { verdict } = person
  if (before?.colour === verdict.colour && before.rule === verdict.rule) return []
  if (verdict.colour !== 'green') return [raised(ref, person, verdict, source, atMs)]
  if (!before || before.colour === 'green') return []
  const text = { zh: '补到的名单中无匹配', en: 'the list that was missing has come and has no match' }
  return [clearOf(subjectOf(ref), 'passed', text, atMs)]
}

/** A person has decided: green ends it, another colour is reported as the incident's. */
export function decisionFindings(ref: string, person: Person, source: DeviceId, atMs: number): Finding[] {
  if (person.verdict.colour !== 'green') return [raised(ref, person, person.verdict, source, atMs)]
  const text = { zh: '人工判定为绿', en: 'a person decided: green' }
  return [clearOf(subjectOf(ref), 'passed', text, atMs)]
}

/** Deleted on request or appeal. */
export function erased(ref: string, atMs: number): Finding {
  const text = { zh: '应申请删除登记信息', en: 'the declaration was deleted on request' }
  return clearOf(subjectOf(ref), 'passed', text, atMs)
}

/** The look-back and its week are over: nothing will be checked again, and nothing is kept. */
export function forgotten(ref: string, atMs: number): Finding {
  const text = { zh: '观察期满，登记信息已删除', en: 'the time to look back is over; the declaration has been deleted' }
  return clearOf(subjectOf(ref), 'passed', text, atMs)
}

function raised(ref: string, person: Person, verdict: Verdict, source: DeviceId, atMs: number): Finding {
  const isRed = verdict.colour === 'red'
  const why = ruleTexts[verdict.rule]
  const short = ref.slice(0, 8)
  const since = verdict.retro ? { zh: '（停留后被列入）', en: ' (listed after the stay)' } : { zh: '', en: '' }
  return raiseOf({
    subject: subjectOf(ref),
    level: isRed ? 'red' : 'amber',
    severity: isRed ? 'Severe' : 'Moderate',
    urgency: isRed ? 'Immediate' : 'Expected',
    certainty: isRed ? 'Likely' : 'Possible',
    title: isRed
      ? { zh: `入县人员红码：${short}`, en: `Arrival ${short} is red` }
      : { zh: `入县人员需人工核查：${short}`, en: `Arrival ${short} needs a person to look` },
    rule: verdict.rule,
    text: { zh: `${why.zh}${since.zh}`, en: `${why.en}${since.en}` },
    inputs: [
      { name: 'arrival', value: person.arrivalId },
      { name: 'checkpoint', value: person.checkpoint },
      { name: 'policy', value: verdict.policy },
      ...(verdict.entry === undefined ? [] : [{ name: 'listed place', value: verdict.entry.slice(0, 120) }]),
      ...(verdict.listTimeMs === undefined ? [] : [{ name: 'list of', value: new Date(verdict.listTimeMs).toISOString() }]),
      { name: 'place in the queue', value: verdict.score, unit: 'of 100' },
      { name: 'declared companions', value: person.companions },
      ...person.troubles.map((trouble) => ({ name: 'to ask about', value: ruleTexts[trouble].en })),
    ],
    observedAtMs: atMs,
    sources: [source],
  })
}
