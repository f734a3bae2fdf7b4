import * as z from 'zod'
import { gazetteerOf } from '#scenarios/epidemic-control/risk/gazetteer.ts'
import type { PlacedEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import { matchStay, stayRules } from '#scenarios/epidemic-control/risk/match-stay.ts'
import { partsOf } from '#scenarios/epidemic-control/risk/parts.ts'
import { nationalPolicies, policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import { readSnapshot, type Snapshot } from '#scenarios/epidemic-control/risk/snapshot.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const areasSchema = z.array(z.object({ communitys: z.array(z.unknown()).optional() })).optional()
const publicationSchema = z.object({ data: z.object({ highlist: areasSchema, middlelist: areasSchema, lowlist: areasSchema }) })
type Publication = z.infer<typeof publicationSchema>

/** Lifetimes as published with each edition of the rules: from which day on, days. */
const published: [from: string, days: number][] = [
  ['2022-12-25', 0],
  ['2022-11-11', 5],
  ['2022-06-28', 7],
  ['2020-01-01', 14],
]

/**
 * Every publication of the official list below `risk`, with the county codes of any table `code`, `name` in the folder: no
 * entry is lost on the way into messages, each is matched by its own address, and its lifetime is that of its day.
 */
export function evaluateRisk(folder: string): EvaluationRow[] {
  const gazetteer = countyCodes(folder)
  return filesBelow(folder, 'risk')
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ name, text }) => {
      const value: unknown = JSON.parse(text())
      const snapshot = readSnapshot(value)
      return snapshot ? judge(name, publicationSchema.parse(value), snapshot, gazetteer) : []
    })
}

/** The table of codes and names, wherever it lies. */
export function countyCodes(folder: string) {
  const tables = filesBelow(folder, '.').filter(({ name }) => name.endsWith('.csv'))
  const rows = tables.map(({ text }) => tableOf(text(), ['code', 'name'])).find((table) => table !== undefined) ?? []
  return gazetteerOf(rows.map(({ code = '', name = '' }) => ({ code, name })))
}

function judge(name: string, value: Publication, snapshot: Snapshot, gazetteer: ReturnType<typeof gazetteerOf>): EvaluationRow[] {
  const { bodies, entries } = partsOf(snapshot, gazetteer)
  const toHuman = entries.filter(({ human }) => human !== undefined)
  const matchable = entries.filter(({ human }) => human === undefined)
  const delivered = new Set(bodies.flatMap((body) => body.entries.map(({ level, scope, text }) => `${level}|${scope}|${text}`)))
  const kept = entries.filter(({ level, scope, text }) => delivered.has(`${level}|${scope}|${text}`))
  const listed = listedIn(value)
  const days = published.find(([from]) => snapshot.listTimeMs >= Date.parse(`${from}T00:00:00+08:00`))?.[1] ?? 14
  const reds = matchable.filter((entry) => entry.level === 'high' && colourOf(entry) === 'red').length
  return [
    exactly(name, 'entries matchable, to a human or doubled', matchable.length + toHuman.length + snapshot.duplicates, listed, listed, {
      note: `${matchable.length} matchable, ${toHuman.length} to a human (${reasons(toHuman)}), ${snapshot.duplicates} doubled; lacking: ${snapshot.missing.join(', ') || 'none'}`,
    }),
    exactly(name, 'entries that reach a prefecture', kept.length, entries.length, entries.length, { note: `${bodies.length} messages` }),
    exactly(
      name,
      'entries whose own address is not green',
      entries.filter((entry) => colourOf(entry) !== undefined).length,
      entries.length,
      entries.length,
      {
        note: `${reds} of ${entries.filter(({ level }) => level === 'high').length} high-risk ones red by their text alone`,
      },
    ),
    exactly(name, 'days an area stays listed, by its policy', policyAt(nationalPolicies, snapshot.listTimeMs)?.lifetimeDays ?? -1, days, 1),
  ]
}

/** The colour of somebody from that very place, who wrote it in full width and with the county's code (or one of the prefecture). */
function colourOf(entry: PlacedEntry): 'red' | 'amber' | undefined {
  const rule = matchStay(entry, entry.scope, fullWidth(entry.text))
  return rule && stayRules[rule].colour
}

function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
}

/** Counted here from the file itself, not by the reader that is judged. */
function listedIn({ data }: Publication): number {
  const areas = [data.highlist, data.middlelist, data.lowlist].flatMap((list) => list ?? [])
  return areas.reduce((sum, { communitys = [] }) => sum + Math.max(1, communitys.length), 0)
}

function reasons(entries: PlacedEntry[]): string {
  const counts = new Map<string, number>()
  for (const { human = '' } of entries) counts.set(human, (counts.get(human) ?? 0) + 1)
  return [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none'
}
