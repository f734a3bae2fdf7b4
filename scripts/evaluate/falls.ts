import { lastOf } from '#domain/entries.ts'
import { type FallBody, isFall } from '#scenarios/elderly-care/emergencies/fall-rule.ts'
import { elderlyCareLimits } from '#scenarios/elderly-care/schema.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, type EvaluationRow } from '#scripts/evaluate/row.ts'

type Row = Record<string, string>
type Trial = { isFall: boolean; isElder: boolean; candidates: FallBody[] }
type Site = { site: FallBody['site']; swing: string; bar: number }
type Test = (body: FallBody) => boolean

const sites: Site[] = [
  { site: 'waist', swing: 'c8_g', bar: 0.98 },
  { site: 'wrist', swing: 'c9_g', bar: 0.78 },
]
const wanted = ['code', 'is_fall', 'peak_g', 'still_sd_g', 'tilt_deg']
/** Candidates of one trial are never nearer than this: nearer ones belong to two trials. */
const leastGapSeconds = 0.3
/** Scripted everyday movements of old people that may be taken for falls. */
const elderSpecificityBar = 0.95
const blowG = 2

/**
 * Candidate impacts of acted falls and everyday movements, any table in `falls` with the columns of a site. A trial is called
 * a fall when any of its candidates is one; the young and the old are told apart, as both sets have falls of the young only or nearly so.
 */
export function evaluateFalls(folder: string): EvaluationRow[] {
  const { fall } = elderlyCareLimits.parse({})
  const files = filesBelow(folder, 'falls').map(({ text }) => text())
  return sites.flatMap((site) => {
    const trials = files.flatMap((text) => trialsOf(tableOf(text, [...wanted, site.swing]) ?? [], site))
    const byRule: Test = (body) => isFall(body, fall)
    return [
      ...young(
        site,
        trials.filter(({ isElder }) => !isElder),
        byRule,
      ),
      ...old(
        site,
        trials.filter(({ isElder }) => isElder),
        byRule,
      ),
    ]
  })
}

function young({ site, bar }: Site, trials: Trial[], byRule: Test): EvaluationRow[] {
  if (!trials.some((trial) => trial.isFall)) return []
  const { f1, sensitivity, specificity } = scoreOf(trials, byRule)
  const blow = scoreOf(trials, ({ peakG }) => peakG >= blowG)
  const falls = trials.filter((trial) => trial.isFall).length
  const always = (2 * falls) / (2 * falls + trials.length - falls)
  return [
    atLeast(`falls, ${site}, young`, 'F1 by trial', f1, bar, trials.length, {
      baselines: `always ${always.toFixed(3)}, peak ≥ ${blowG} g alone ${blow.f1}`,
      note: `sensitivity ${sensitivity}, specificity ${specificity}; ${falls} acted falls`,
    }),
  ]
}

function old({ site }: Site, trials: Trial[], byRule: Test): EvaluationRow[] {
  if (!trials.some((trial) => !trial.isFall)) return []
  const { sensitivity, specificity } = scoreOf(trials, byRule)
  const blow = scoreOf(trials, ({ peakG }) => peakG >= blowG)
  const falls = trials.filter((trial) => trial.isFall).length
  return [
    atLeast(`falls, ${site}, old`, 'specificity by trial', specificity, elderSpecificityBar, trials.length - falls, {
      baselines: `always 0, peak ≥ ${blowG} g alone ${blow.specificity}`,
      note: falls > 0 ? `sensitivity ${sensitivity} in ${falls} acted falls` : 'no falls of old people here: sensitivity unknown',
    }),
  ]
}

function scoreOf(trials: Trial[], isOne: Test) {
  const [falls, others] = [trials.filter((trial) => trial.isFall), trials.filter((trial) => !trial.isFall)]
  const called = (some: Trial[]) => some.filter(({ candidates }) => candidates.some(isOne)).length
  const [hits, falseAlarms] = [called(falls), called(others)]
  return {
    f1: rounded((2 * hits) / (hits + falls.length + falseAlarms)),
    sensitivity: rounded(hits / falls.length),
    specificity: rounded(1 - falseAlarms / others.length),
  }
}

/**
 * Lines of a trial follow each other, strongest candidate first; a trial without any has one line with empty cells. Where the
 * table does not number its trials, one ends when another movement, person or length begins, when a stronger candidate follows,
 * or one that is too near in time.
 */
function trialsOf(rows: Row[], { site, swing }: Site): Trial[] {
  const trials: Trial[] = []
  let members: Row[] = []
  for (const row of rows) {
    if (members.length === 0 || startsTrial(row, members, swing)) {
      members = []
      trials.push({ isFall: row.is_fall === '1', isElder: isElder(row), candidates: [] })
    }
    members.push(row)
    const body = bodyOf(row, site, swing)
    if (body) trials.at(-1)?.candidates.push(body)
  }
  return trials
}

function startsTrial(row: Row, members: Row[], swing: string): boolean {
  const before = lastOf(members)
  if (['code', 'subject', 'user', 'trial', 'trial_seconds'].some((column) => row[column] !== before[column])) return true
  if (row.trial !== undefined) return false
  if (row[swing] === '' || before[swing] === '' || Number(row[swing]) > Number(before[swing])) return true
  return members.some((one) => Math.abs(Number(row.cand_t_s) - Number(one.cand_t_s)) < leastGapSeconds)
}

/** SisFall's old people are the subjects SE. */
function isElder({ elder, subject = '' }: Row): boolean {
  return elder === undefined ? subject.startsWith('SE') : elder === '1'
}

function bodyOf(row: Row, site: Site['site'], swing: string): FallBody | undefined {
  if (row[swing] === '') return undefined
  const impact = { peakG: Number(row.peak_g), stillSdG: Number(row.still_sd_g), tiltDeg: Number(row.tilt_deg) }
  return site === 'waist' ? { site, c8G: Number(row[swing]), ...impact } : { site, c9G: Number(row[swing]), ...impact }
}

function rounded(value: number): number {
  return Number(value.toFixed(4))
}
