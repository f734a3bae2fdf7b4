import type { BodyOf } from '#domain/observation/kind.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import { prefectureOf } from '#scenarios/epidemic-control/screening/person.ts'

type Body = BodyOf<typeof arrival> | BodyOf<typeof riskList> | BodyOf<typeof caseCount>

/** The one memory that every message passes, so that a missing authorisation is said once for the whole county. */
export const permitKey = 'authorisation'

/** The one memory of the counts of all streets, for outbreaks that lie across them. */
export const clusterKey = 'clusters'

/** People of one prefecture are spread over so many memories, by the first digit of their reference: one memory holds 400 KB. */
const buckets = [...'0123456789abcdef']

/** The memory of who a reference is: 4,096 of them, so that sealed identities have room. */
export function identityKey(ref: string): string {
  return `person:${ref.slice(0, 3)}`
}

/** The memory of who was in a cell of the grid, 256 of them. */
export function cellKey(cell: string): string {
  return `cell:${cell.slice(0, 2)}`
}

/** The memory of somebody's stays in a prefecture. */
export function prefectureKey(prefecture: string, ref: string): string {
  return `prefecture:${prefecture}:${ref[0]}`
}

/** An arrival belongs to the prefectures of its stays and of its origin; a list to all buckets of its prefecture. */
export function keysOf(body: Body): string[] {
  if ('street' in body) return [permitKey, `street:${body.street}`, clusterKey]
  if ('prefecture' in body) return [permitKey, ...buckets.map((bucket) => `prefecture:${body.prefecture}:${bucket}`)]
  const { personRef: ref, presence } = body
  const places = prefecturesOf(body).map((prefecture) => prefectureKey(prefecture, ref))
  return [permitKey, ...places, identityKey(ref), ...new Set(presence.map(({ cell }) => cellKey(cell)))]
}

/** The prefectures an arrival is judged in: that of the origin and those of its stays. */
export function prefecturesOf({ origin, stays }: BodyOf<typeof arrival>): string[] {
  const coded = stays.flatMap(({ adcode }) => (adcode === undefined ? [] : [prefectureOf(adcode)]))
  return [...new Set([prefectureOf(origin.adcode), ...coded])]
}

/** The list of memories in which somebody was screened, or the very same when these are known. At most 5,440 names. */
export function withScreened(known: string[] | undefined, body: BodyOf<typeof arrival>): string[] {
  const before = known ?? []
  const names = prefecturesOf(body).map((prefecture) => prefectureKey(prefecture, body.personRef))
  const fresh = names.filter((name) => !before.includes(name))
  return known && fresh.length === 0 ? known : [...before, ...fresh]
}
