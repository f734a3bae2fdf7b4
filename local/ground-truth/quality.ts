import type { County } from '#domain/county/county.ts'
import { keysOf } from '#domain/entries.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import { generators } from '#local/ground-truth/generators.ts'
import { meanInterval, quantile, shareInterval } from '#local/ground-truth/interval.ts'
import { type Quality, scoreDay, summed } from '#local/ground-truth/score.ts'
import type { Season } from '#local/ground-truth/script.ts'

/** What an invented county has to reach; the numbers of officers and alarms follow EEMUA 191's 150 a day. */
export const bars = { precision: 0.6, alarmsPerOfficerAndDay: 150, officers: 2 }

export type QualityRow = {
  scenario: string
  happened: number
  told: number
  blind: number
  recall: Interval | undefined
  vital: string
  alarms: number
  precision: Interval | undefined
  notices: number
  delayP50Seconds: number | undefined
  delayP95Seconds: number | undefined
  alarmsPerOfficerAndDay: { mean: number; low: number; high: number }
  dissuaded: number
  missed: string[]
  falseRules: Record<string, number>
}
type Interval = { share: number; low: number; high: number }

export type QualityReport = {
  county: string
  seeds: number[]
  daysEach: number
  season: Season
  rows: QualityRow[]
  messages: { sent: number; received: number; rejected: number; failed: number }
  precision: number
  alarmsPerOfficerAndDay: number
  problems: string[]
}

/** Plays the county's day under each seed and reports how good its alarms were; `say` hears of every day that is done. */
export async function measureQuality(
  county: County,
  { seeds, days, season, startMs }: { seeds: number[]; days: number; season: Season; startMs: number },
  say: (line: string) => void,
): Promise<QualityReport> {
  const played: Quality[][] = []
  const messages = { sent: 0, received: 0, rejected: 0, failed: 0 }
  for (const seed of seeds) {
    const outcome = await playDay({ county, seed, startMs, days, season, generators })
    played.push(scoreDay(outcome, county.enabled))
    for (const name of keysOf(messages)) messages[name] += outcome.messages[name]
    say(`seed ${seed}: ${outcome.messages.sent} messages, ${outcome.truths.length} things happened, ${outcome.incidents.length} incidents`)
  }
  const all = summed(played)
  const [alarms, trueAlarms] = [sum(all, ({ alarms }) => alarms), sum(all, ({ trueAlarms }) => trueAlarms)]
  const perOfficer = alarms / seeds.length / days / bars.officers
  const rows = all.map((quality) => rowOf(quality, played, days))
  const precision = alarms === 0 ? 1 : trueAlarms / alarms
  const problems = [
    ...all.flatMap(({ scenario, vital, vitalFound, missed }) => (vital > vitalFound ? [`${scenario}: missed ${missed.join('; ')}`] : [])),
    ...(precision < bars.precision ? [`precision ${precision.toFixed(3)} is below ${bars.precision}`] : []),
    ...(perOfficer > bars.alarmsPerOfficerAndDay ? [`${perOfficer.toFixed(0)} alarms per officer and day are too many`] : []),
    ...(messages.failed + messages.rejected > 0 ? [`${messages.failed} messages were lost, ${messages.rejected} refused`] : []),
  ]
  return { county: county.file.id, seeds, daysEach: days, season, rows, messages, precision, alarmsPerOfficerAndDay: perOfficer, problems }
}

function rowOf(quality: Quality, played: readonly Quality[][], days: number): QualityRow {
  const daily = played.map((day) => (day.find(({ scenario }) => scenario === quality.scenario)?.alarms ?? 0) / days / bars.officers)
  return {
    scenario: quality.scenario,
    happened: quality.truths,
    told: quality.found,
    blind: quality.blind,
    recall: shareInterval(quality.found, quality.truths),
    vital: `${quality.vitalFound}/${quality.vital}`,
    alarms: quality.alarms,
    precision: shareInterval(quality.trueAlarms, quality.alarms),
    notices: quality.notices,
    delayP50Seconds: quantile(quality.delaysSeconds, 0.5),
    delayP95Seconds: quantile(quality.delaysSeconds, 0.95),
    alarmsPerOfficerAndDay: meanInterval(daily),
    dissuaded: quality.dissuaded,
    missed: quality.missed,
    falseRules: quality.falseRules,
  }
}

function sum(qualities: readonly Quality[], figure: (quality: Quality) => number): number {
  return qualities.reduce((total, quality) => total + figure(quality), 0)
}
