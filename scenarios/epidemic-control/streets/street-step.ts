import type { Step } from '#domain/detection/detector.ts'
import { clearOf, quiet, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Finding, Raise } from '#domain/findings/finding.ts'
import type { CaseHistory, Day, StreetLevel, StreetMemory } from '#scenarios/epidemic-control/memory/streets.ts'
import type { EpidemicLimits, StreetLimits } from '#scenarios/epidemic-control/schema.ts'
import { type DayJudged, daysConcerned, judgeDay, levelOf } from '#scenarios/epidemic-control/streets/alarm-level.ts'
import type { CountSeen } from '#scenarios/epidemic-control/streets/case-history.ts'
import { casesOn, dateOf, dayOf, withReport } from '#scenarios/epidemic-control/streets/case-history.ts'
import { judgeWeek, withWeeks } from '#scenarios/epidemic-control/streets/week-step.ts'

/** One report more. Every day whose baseline it changes is judged again; what was said of it is raised or taken back. */
export function onCaseCount(
  memory: StreetMemory | undefined,
  seen: CountSeen,
  { streets }: EpidemicLimits,
): Step<StreetMemory | undefined> {
  const before: StreetMemory = memory ?? { history: {}, levels: {} }
  const history = withReport(before.history, seen.body)
  if (history === before.history) return quiet(memory)
  const day = dayOf(seen.body.date)
  const levels = levelsAfter(before.levels, history, day, streets)
  const was = casesOn(before.history, day)
  const corrected = was !== undefined && (casesOn(history, day) ?? 0) < was
  const findings = findingsOf(before.levels, levels, history, seen, streets, corrected)
  const counted = withWeeks(before.weeks, history)
  if (!streets.farrington.enabled) return { memory: { history, levels, weeks: counted }, findings }
  const week = judgeWeek(counted, seen, streets)
  return { memory: { history, levels, weeks: week.weeks }, findings: [...findings, ...week.findings] }
}

function levelsAfter(levels: StreetMemory['levels'], history: CaseHistory, changed: Day, limits: StreetLimits): StreetMemory['levels'] {
  const next = Object.fromEntries(Object.entries(levels).filter(([day]) => history[Number(day)]))
  for (let day = changed; day <= changed + daysConcerned(limits); day++) {
    const level = levelOf(history, day, limits)
    if (level) next[day] = level
    else delete next[day]
  }
  return next
}

function findingsOf(
  before: StreetMemory['levels'],
  after: StreetMemory['levels'],
  history: CaseHistory,
  seen: CountSeen,
  limits: StreetLimits,
  corrected: boolean,
): Finding[] {
  const oldest = dayOf(seen.body.countedAt) - limits.raisedDays
  const recent = (levels: StreetMemory['levels']) =>
    Object.keys(levels)
      .map(Number)
      .filter((day) => day > oldest)
  const risen = recent(after).filter((day) => after[day] !== before[day] && before[day] !== 'alarm')
  const newest = Math.max(...risen)
  const judged = judgeDay(history, newest, limits)
  if (judged) return [streetFinding(after[newest] ?? 'watch', judged, seen, limits)]
  return recent(before).length > 0 && recent(after).length === 0 ? [streetCleared(seen, corrected)] : []
}

function streetFinding(level: StreetLevel, judged: DayJudged, seen: CountSeen, limits: StreetLimits): Raise {
  const date = dateOf(judged.day)
  const isIncomplete = judged.day > dayOf(seen.body.countedAt) - limits.incompleteDays
  const methods = judged.over.join(' + ')
  const bounds = [judged.c1Bound, judged.c2Bound].filter((bound) => bound !== undefined).filter((bound) => bound < judged.cases)
  const bound = bounds.length > 0 ? Math.min(...bounds).toFixed(1) : undefined
  const more = {
    zh: `${isIncomplete ? '；该日数据可能尚未报全' : ''}${judged.unknownDays > 0 ? `；基线缺 ${judged.unknownDays} 天` : ''}`,
    en: `${isIncomplete ? '; reports of that day may not be complete' : ''}${judged.unknownDays > 0 ? `; ${judged.unknownDays} day(s) of the baseline unknown` : ''}`,
  }
  return raiseOf({
    subject: `street:${seen.body.street}`,
    level,
    severity: level === 'alarm' ? 'Moderate' : 'Minor',
    urgency: 'Expected',
    certainty: level === 'alarm' && !isIncomplete ? 'Likely' : 'Possible',
    title:
      level === 'alarm'
        ? { zh: '街道病例异常增多', en: 'Cases in a street are unusually many' }
        : { zh: '街道病例需关注', en: 'Cases in a street need watching' },
    rule: level === 'alarm' ? 'ears-two-days-or-two-methods' : 'ears-one-method',
    text: {
      zh: `${date} 报告 ${judged.cases} 例，超过 ${methods} 界限${bound === undefined ? '' : ` ${bound}`}${more.zh}`,
      en: `${judged.cases} cases on ${date}, above the bound ${bound === undefined ? '' : `${bound} `}of ${methods}${more.en}`,
    },
    inputs: [
      { name: 'cases', value: judged.cases },
      ...(judged.c1Bound === undefined ? [] : [{ name: 'C1 bound', value: Number(judged.c1Bound.toFixed(2)) }]),
      ...(judged.c2Bound === undefined ? [] : [{ name: 'C2 bound', value: Number(judged.c2Bound.toFixed(2)) }]),
      ...(judged.c3 === undefined ? [] : [{ name: 'C3', value: Number(judged.c3.toFixed(2)) }]),
      ...(judged.cusum === undefined ? [] : [{ name: 'CUSUM', value: Number(judged.cusum.toFixed(2)) }]),
      { name: 'day complete', value: !isIncomplete },
      { name: 'unknown days in the baseline', value: judged.unknownDays, unit: 'd' },
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
  })
}

function streetCleared(seen: CountSeen, corrected: boolean): Clear {
  const text = corrected
    ? { zh: '病例数经更正后不再异常', en: 'after a correction the counts stand out no more' }
    : { zh: '近期病例数恢复正常', en: 'recent counts are ordinary again' }
  return clearOf(`street:${seen.body.street}`, 'passed', text, seen.observedAtMs)
}
