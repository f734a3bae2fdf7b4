import type { Step } from '#domain/detection/detector.ts'
import { clearOf, quiet, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { CaseHistory, ClusterMemory, Day } from '#scenarios/epidemic-control/memory/streets.ts'
import type { EpidemicLimits, StreetLimits } from '#scenarios/epidemic-control/schema.ts'
import type { CountSeen } from '#scenarios/epidemic-control/streets/case-history.ts'
import { casesOn, dateOf, dayOf, withReport } from '#scenarios/epidemic-control/streets/case-history.ts'
import { type Cluster, chanceOf, mostLikelyCluster, nearestZones, type SpaceTime } from '#scenarios/epidemic-control/surveillance/scan.ts'
import { seeded } from '#scenarios/epidemic-control/surveillance/seeded.ts'

/** With sixty days of two sources each about 200 KB of a memory's 400; a county has some ten to forty. */
const mostStreets = 60
/** Expected are the means of these days before the longest cluster that is looked for. */
const baselineDays = 28
/** A street without cases can still have some: half a case in the whole baseline. */
const leastCases = 0.5
/** A day is judged once, when every street has reported it that reported anything within so many days before. */
const silentDays = 7
/** Monte Carlo draws: enough for the smallest probability that can be set, 0.002 with 999. */
const replicates = 999

/** One report more; the newest complete day is scanned again when it, or anything before it, has changed. */
export function onCountForClusters(
  memory: ClusterMemory | undefined,
  seen: CountSeen,
  { streets }: EpidemicLimits,
): Step<ClusterMemory | undefined> {
  const before = memory ?? { streets: {} }
  const known = before.streets[seen.body.street]
  const history = withReport(known ?? {}, seen.body)
  const isFull = !known && Object.keys(before.streets).length >= mostStreets
  if (history === known || isFull) return quiet(memory)
  const next: ClusterMemory = { ...before, streets: { ...before.streets, [seen.body.street]: history } }
  const found = streets.scan.enabled ? scanned(next.streets, seen, streets) : 'too-early'
  if (found === 'too-early') return quiet(next)
  if (found) return { memory: { ...next, lastReported: true }, findings: [clusterFinding(found, seen)] }
  const { lastReported, ...over } = next
  return { memory: over, findings: lastReported ? [clusterCleared(seen)] : [] }
}

type Found = Cluster & { day: Day; names: string[]; chance: number }

function scanned(histories: ClusterMemory['streets'], seen: CountSeen, limits: StreetLimits): Found | 'too-early' | undefined {
  const names = Object.keys(histories)
    .filter((name) => limits.places[name])
    .sort()
  const day = newestComplete(histories, names, dayOf(seen.body.countedAt) - limits.incompleteDays, dayOf(seen.body.date))
  if (names.length < 3 || day === undefined) return 'too-early'
  const data = countsOf(histories, names, day, limits.scan.longestDays)
  if (!data) return 'too-early'
  const places = names.flatMap((name) => limits.places[name] ?? [])
  const zones = nearestZones(places, limits.scan.neighbours)
  const cluster = mostLikelyCluster(data, zones)
  if (!cluster || cluster.observed < limits.minimumCount) return undefined
  const chance = chanceOf(cluster, data, zones, seeded(day), { replicates, baselineTimes: baselineDays, atMost: limits.scan.probability })
  return chance <= limits.scan.probability ? { ...cluster, day, names: cluster.places.flatMap((at) => names[at] ?? []), chance } : undefined
}

/** The newest day at or after the changed one, but not so new that reports still fill it up, that every speaking street reported. */
function newestComplete(histories: ClusterMemory['streets'], names: string[], untilDay: Day, changed: Day): Day | undefined {
  for (let day = untilDay; day >= Math.max(changed, untilDay - 7); day--) {
    const speaking = names.filter((name) => Math.max(...Object.keys(histories[name] ?? {}).map(Number)) > day - silentDays)
    if (speaking.every((name) => casesOn(histories[name] ?? {}, day) !== undefined)) return day
  }
  return undefined
}

/** Counts of the last days, oldest first, and the mean of the four weeks before; a day nobody reported counts as expected. */
function countsOf(histories: ClusterMemory['streets'], names: string[], day: Day, longest: number): SpaceTime | undefined {
  const means = names.map((name) => meanOf(histories[name] ?? {}, day - longest - baselineDays + 1, day - longest))
  if (means.some((mean) => mean === undefined)) return undefined
  const expected = means.map((mean) => Math.max(mean ?? 0, leastCases / baselineDays))
  const days = Array.from({ length: longest }, (_, at) => day - longest + 1 + at)
  return {
    counts: days.map((one) => names.map((name, at) => casesOn(histories[name] ?? {}, one) ?? expected[at] ?? 0)),
    expected: days.map(() => expected),
  }
}

function meanOf(history: CaseHistory, from: Day, until: Day): number | undefined {
  const known = Array.from({ length: until - from + 1 }, (_, at) => casesOn(history, from + at)).filter((cases) => cases !== undefined)
  return known.length >= baselineDays / 2 ? known.reduce((sum, cases) => sum + cases, 0) / known.length : undefined
}

function clusterFinding({ day, names, duration, observed, expected, score, chance }: Found, seen: CountSeen): Raise {
  const due = expected.toFixed(1)
  const cases = Math.round(observed)
  return raiseOf({
    subject: 'streets',
    level: 'cluster',
    severity: 'Moderate',
    urgency: 'Expected',
    certainty: 'Likely',
    title: { zh: '相邻街道病例聚集', en: 'Cases cluster over neighbouring streets' },
    rule: 'space-time-scan',
    text: {
      zh: `截至 ${dateOf(day)} 的 ${duration} 天内 ${names.length} 个街道共 ${cases} 例，预期 ${due} 例`,
      en: `${cases} cases in ${names.length} street(s) within ${duration} day(s) up to ${dateOf(day)}; ${due} were to be expected`,
    },
    inputs: [
      { name: 'streets', value: names.join(', ').slice(0, 200) },
      { name: 'cases', value: cases },
      { name: 'expected cases', value: Number(due) },
      { name: 'score', value: Number(score.toFixed(2)) },
      { name: 'by chance alone', value: chance },
    ],
    observedAtMs: seen.observedAtMs,
    sources: [seen.device],
  })
}

function clusterCleared({ observedAtMs }: CountSeen): Clear {
  return clearOf('streets', 'passed', { zh: '病例不再聚集', en: 'the cluster is there no more' }, observedAtMs)
}
