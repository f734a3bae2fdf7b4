import { counted } from '#domain/entries.ts'
import { compareSeverity } from '#domain/findings/finding.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Outcome } from '#local/ground-truth/fast-county.ts'
import type { Truth } from '#local/ground-truth/script.ts'

/** Alarm quality of one scenario over one or more invented days. */
export type Quality = {
  scenario: string
  /** Incidents that sounded (Moderate or graver), and how many of them were about something that really happened. */
  alarms: number
  trueAlarms: number
  /** Incidents an officer only finds in the list (Minor). */
  notices: number
  truths: number
  /** Happened while every device that could tell was silent. */
  blind: number
  found: number
  vital: number
  vitalFound: number
  missed: string[]
  /** What sounded for nothing, by rule. */
  falseRules: Record<string, number>
  /** From the truth to the level that tells it, seconds. */
  delaysSeconds: number[]
  dissuaded: number
}

/** An incident may come this long after what it is about has ended, e.g. after an off-delay. */
const graceMs = 10 * 60_000
const earlyMs = 60_000

/** Compares what was reported with what happened. Danger warnings are left out: fire weather is judged by the published tables. */
export function scoreDay({ truths, incidents, timelines }: Outcome, scenarios: readonly string[]): Quality[] {
  const judged = incidents.filter(({ subject }) => !subject.startsWith('danger:'))
  return scenarios.map((scenario) => {
    const own = judged.filter((incident) => incident.scenario === scenario)
    const all = truths.filter((truth) => truth.scenario === scenario)
    const happened = all.filter(({ blind }) => !blind)
    const sounded = own.filter(({ severity }) => compareSeverity(severity, 'Moderate') >= 0)
    const told = happened.map((truth) => toldAtMs(truth, own, timelines))
    const falseOnes = sounded.filter((incident) => !all.some((truth) => isAbout(incident, truth)))
    const vital = happened.filter((truth) => truth.vital)
    return {
      scenario,
      alarms: sounded.length,
      trueAlarms: sounded.length - falseOnes.length,
      notices: own.length - sounded.length,
      truths: happened.length,
      blind: all.length - happened.length,
      found: told.filter((atMs) => atMs !== undefined).length,
      vital: vital.length,
      vitalFound: happened.filter((truth, index) => truth.vital && told[index] !== undefined).length,
      missed: happened.flatMap(({ what, devices, fromMs }, index) =>
        told[index] === undefined ? [`${what} at ${devices[0]}, ${new Date(fromMs).toISOString()}`] : [],
      ),
      falseRules: counted(falseOnes.map(({ reason }) => reason.rule)),
      delaysSeconds: happened.flatMap(({ fromMs }, index) => {
        const atMs = told[index]
        return atMs === undefined ? [] : [Math.max(0, (atMs - fromMs) / 1000)]
      }),
      dissuaded: own.filter(({ condition }) => condition.state === 'over' && condition.outcome === 'dissuaded').length,
    }
  })
}

/** The same scenarios over several days. */
export function summed(days: readonly Quality[][]): Quality[] {
  const [first = []] = days
  return first.map(({ scenario }) => {
    const each = days.flatMap((day) => day.find((quality) => quality.scenario === scenario) ?? [])
    const sum = (figure: (quality: Quality) => number) => each.reduce((total, quality) => total + figure(quality), 0)
    return {
      scenario,
      alarms: sum(({ alarms }) => alarms),
      trueAlarms: sum(({ trueAlarms }) => trueAlarms),
      notices: sum(({ notices }) => notices),
      truths: sum(({ truths }) => truths),
      blind: sum(({ blind }) => blind),
      found: sum(({ found }) => found),
      vital: sum(({ vital }) => vital),
      vitalFound: sum(({ vitalFound }) => vitalFound),
      missed: each.flatMap(({ missed }) => missed),
      falseRules: each.reduce<Record<string, number>>((all, { falseRules }) => {
        for (const [rule, count] of Object.entries(falseRules)) all[rule] = (all[rule] ?? 0) + count
        return all
      }, {}),
      delaysSeconds: each.flatMap(({ delaysSeconds }) => delaysSeconds).sort((a, b) => a - b),
      dissuaded: sum(({ dissuaded }) => dissuaded),
    }
  })
}

/** When the first incident about it reached a level that tells it. */
function toldAtMs(truth: Truth, incidents: readonly Incident[], timelines: Outcome['timelines']): number | undefined {
  const moments = incidents
    .filter((incident) => isAbout(incident, truth))
    .flatMap(({ id }) => timelines.get(id) ?? [])
    .filter(({ detail, atMs }) => truth.levels.includes(String(detail.level)) && atMs >= truth.fromMs - earlyMs)
    .map(({ atMs }) => atMs)
  return moments.length > 0 ? Math.min(...moments) : undefined
}

function isAbout({ sources, episodeStartedAtMs, lastObservedAtMs }: Incident, { devices, fromMs, untilMs }: Truth): boolean {
  const sameTime = episodeStartedAtMs <= untilMs + graceMs && lastObservedAtMs >= fromMs - 4 * earlyMs
  return sameTime && sources.some((source) => devices.includes(source))
}
