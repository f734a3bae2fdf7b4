import type { BodyOf } from '#domain/observation/kind.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { Stay, Trouble } from '#scenarios/epidemic-control/memory/people.ts'

type Declaration = BodyOf<typeof arrival>
type Rules = { lookBackMs: number; stayGapMs: number }

const hourMs = 3_600_000
/** One person cannot fill a memory. */
const mostStays = 30

/** Where a person is remembered by the first sixteen of the reference's 64 digits: enough to be unique, not enough to try keys on. */
export function shortRef(personRef: string): string {
  return personRef.slice(0, 16)
}

/** `4205` of `420502`; declarations without a code have a place of their own. */
export function prefectureOf(adcode: string | undefined): string {
  return adcode?.slice(0, 4) ?? '0000'
}

/** The stays that concern a prefecture; of stays that are given for a whole province, all its prefectures may be meant. */
export function staysIn(declaration: Declaration, prefecture: string): Stay[] {
  return declaration.stays.flatMap(({ adcode, community, from, to }) =>
    adcode !== undefined && prefectureOf(adcode) === prefecture
      ? [{ adcode, ...(community && { community }), fromMs: Date.parse(from), toMs: Date.parse(to) }]
      : [],
  )
}

/** The stays of two declarations of one person; the newest ones when there are too many. */
export function joinedStays(before: Stay[], after: Stay[]): Stay[] {
  const all = new Map([...before, ...after].map((stay) => [identityOf(stay), stay]))
  return [...all.values()].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs).slice(-mostStays)
}

/** Two stays are the same when their fields are, in whatever order they were stored. */
function identityOf({ adcode, community = '', fromMs, toMs }: Stay): string {
  return `${adcode} ${fromMs} ${toMs} ${community}`
}

/** What is wrong with the declaration as a whole. */
export function troublesOf(declaration: Declaration, arrivedMs: number, receivedAtMs: number, rules: Rules): Trouble[] {
  const stays = declaration.stays.map(({ from, to }): [number, number] => [Date.parse(from), Date.parse(to)])
  const found: [Trouble, boolean][] = [
    ['origin-without-code', declaration.origin.adcode === undefined],
    ['no-stays', stays.length === 0],
    ['stay-without-code', declaration.stays.some(({ adcode }) => adcode === undefined)],
    ['future-dates', Date.parse(declaration.consent.at) > receivedAtMs + hourMs],
    ['stay-gap', stays.length > 0 && longestHoleMs(stays, arrivedMs - rules.lookBackMs, arrivedMs) > rules.stayGapMs],
  ]
  return found.flatMap(([trouble, isSo]) => (isSo ? [trouble] : []))
}

/** The longest time between two moments in which no stay is declared. */
function longestHoleMs(stays: [fromMs: number, toMs: number][], sinceMs: number, untilMs: number): number {
  let coveredMs = sinceMs
  let longest = 0
  for (const [fromMs, toMs] of [...stays].sort((a, b) => a[0] - b[0])) {
    longest = Math.max(longest, Math.min(fromMs, untilMs) - coveredMs)
    coveredMs = Math.max(coveredMs, toMs)
  }
  return Math.max(longest, untilMs - coveredMs)
}
