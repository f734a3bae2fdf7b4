import { withClock } from '#domain/county/clock.ts'
import { itemAt } from '#domain/entries.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import type { Rng } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'
import type { Colour, PrefectureMemory } from '#scenarios/epidemic-control/memory/people.ts'
import type { PlacedEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import { partsOf } from '#scenarios/epidemic-control/risk/parts.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import { readSnapshot, type Snapshot } from '#scenarios/epidemic-control/risk/snapshot.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { onArrival, onRiskList } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import { manualMinutes } from '#scenarios/epidemic-control/screening/tally.ts'
import { filesBelow } from '#scripts/evaluate/files.ts'
import { countyCodes } from '#scripts/evaluate/risk.ts'
import { atLeast, type EvaluationRow } from '#scripts/evaluate/row.ts'
import { observe } from '#test/fixtures/observe.ts'

const arrivals = 3_000
/** One of so many comes from a listed place itself; all others from any county of the table, each as likely. */
const listedShare = 1 / 20
const hourMs = 3_600_000
const limits = withClock(epidemicLimits.parse({ screening: { listStaleHours: 168 } }), { offsetMinutes: 480 })

type Someone = { adcode: string; community?: string; isListed: boolean }

/**
 * For every publication of the list below `risk`: seeded arrivals through the shipped screening against calling every one of
 * them. Nobody from a listed high- or medium-risk place may be green. No public record of arrivals was found: origins are
 * drawn evenly over counties, which is not how people travel.
 */
export function evaluateWorkload(folder: string): EvaluationRow[] {
  const gazetteer = countyCodes(folder)
  if (gazetteer.prefectures.length === 0) return []
  return filesBelow(folder, 'risk')
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ name, text }) => {
      const snapshot = readSnapshot(JSON.parse(text()))
      return snapshot ? judge(name, snapshot, gazetteer) : []
    })
}

function judge(name: string, snapshot: Snapshot, gazetteer: ReturnType<typeof countyCodes>): EvaluationRow[] {
  const { bodies, entries } = partsOf(snapshot, gazetteer)
  const counties = [...gazetteer.names.keys()].filter((code) => gazetteer.prefectures.includes(code.slice(0, 4)) && !code.endsWith('00'))
  const memories = learned(snapshot, bodies)
  const people = drawn(counties, entries, seededRng(snapshot.listTimeMs / hourMs))
  const verdicts = people.map((someone, at) => ({ ...someone, colour: screened(someone, at, snapshot, memories) }))
  const total = (colourOf: (one: (typeof verdicts)[number]) => Colour) =>
    verdicts.reduce((sum, one) => sum + manualMinutes(colourOf(one), limits.screening), 0)
  const minutes = total(({ colour }) => colour)
  const everybody = total(({ colour }) => (colour === 'red' ? 'red' : 'amber'))
  const listed = verdicts.filter(({ isListed }) => isListed)
  const found = listed.filter(({ colour }) => colour !== 'green').length
  const risky = new Set(entries.map(({ scope }) => scope)).size
  return [
    atLeast(name, 'manual minutes saved against calling all', rounded(1 - minutes / everybody), 0.6, people.length, {
      baselines: `always call 0 (${everybody} min), never call 1 with recall 0`,
      note: `seeded arrivals; ${risky} of ${counties.length} codes listed; policy ${policyAt(limits.screening.policies, snapshot.listTimeMs)?.id}`,
    }),
    ...(listed.length > 0 && minutes > 0
      ? [atLeast(name, 'recall of people from listed places', rounded(found / listed.length), 1, listed.length)]
      : []),
  ]
}

/** A list a week before and the same now: what stood there is valid during every stay. */
function learned(snapshot: Snapshot, bodies: ReturnType<typeof partsOf>['bodies']): Map<string, PrefectureMemory> {
  const memories = new Map<string, PrefectureMemory>()
  for (const daysBefore of [14, 7, 0])
    for (const body of bodies) {
      const listTime = new Date(snapshot.listTimeMs - daysBefore * 24 * hourMs).toISOString()
      const step = onRiskList(
        memories.get(body.prefecture),
        seen(riskList, { ...body, listTime }, body.prefecture, snapshot.listTimeMs),
        limits,
      )
      if (step.memory) memories.set(body.prefecture, step.memory)
    }
  return memories
}

function drawn(counties: string[], entries: PlacedEntry[], rng: Rng): Someone[] {
  const listed = entries.filter(({ level }) => level !== 'low')
  const pick = <Item extends string | object>(items: readonly Item[]) => itemAt(items, Math.floor(rng.next() * items.length))
  return Array.from({ length: arrivals }, (): Someone => {
    if (listed.length === 0 || rng.next() >= listedShare) return { adcode: pick(counties), isListed: false }
    const entry = pick(listed)
    const above = entry.scope.replace(/(00)+$/, '')
    const below = counties.filter((code) => code.startsWith(above))
    return { adcode: below.length > 0 ? pick(below) : entry.scope, community: written(entry.text, rng), isListed: true }
  })
}

/** As people write an address: in full width, without the street office, or not at all. */
function written(text: string, rng: Rng): string {
  const short = text.slice(0, 100)
  const choice = rng.next()
  if (choice < 0.25) return short.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
  if (choice < 0.5) return short.replace(/^.{1,8}?(街道|镇|乡)/, '')
  return choice < 0.6 ? '' : short
}

function screened({ adcode, community }: Someone, at: number, { listTimeMs }: Snapshot, memories: Map<string, PrefectureMemory>): Colour {
  const prefecture = adcode.slice(0, 4)
  const ref = at.toString(16).padStart(12, '0').padEnd(64, '0')
  const [from, to] = [listTimeMs - 14 * 24 * hourMs, listTimeMs + hourMs].map((ms) => new Date(ms).toISOString())
  const body = {
    ...arrival.example,
    personRef: ref,
    origin: { adcode },
    stays: [{ adcode, ...(community && { community: community.replace(/\d{11,}/g, '') }), from, to }],
    test: undefined,
    consent: { purpose: 'evaluation', at: to },
  }
  const step = onArrival(memories.get(prefecture), seen(arrival, body, prefecture, listTimeMs + 2 * hourMs), limits)
  const [found] = step.findings
  return found?.type === 'raise' ? (found.level as Colour) : 'green'
}

function seen<K extends typeof arrival | typeof riskList>(kind: K, body: object, prefecture: string, atMs: number): ObservationOf<K> {
  return observe(kind, { ...body }, { atMs, id: 'desk', key: `prefecture:${prefecture}:0` })
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
