import type { BodyOf } from '#domain/observation/kind.ts'
import type { arrival } from '#domain/observation/kinds/arrival.ts'
import type { caseCount } from '#domain/observation/kinds/case-count.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import { prefectureOf } from '#lambdas/scenarios/epidemic-control/screening/person.ts'

type Body = BodyOf<typeof arrival> | BodyOf<typeof riskList> | BodyOf<typeof caseCount>

/** The one memory that every message passes, so that a missing authorisation is said once for the whole county. */
export const permitKey = 'authorisation'

/** People of one prefecture are spread over so many memories, by the first digit of their reference: one memory holds 400 KB. */
const buckets = [...'0123456789abcdef']

/** An arrival belongs to the prefectures of its stays and of its origin; a list to all buckets of its prefecture. */
export function keysOf(body: Body): string[] {
  if ('street' in body) return [permitKey, `street:${body.street}`]
  if ('prefecture' in body) return [permitKey, ...buckets.map((bucket) => `prefecture:${body.prefecture}:${bucket}`)]
  const coded = body.stays.flatMap(({ adcode }) => (adcode === undefined ? [] : [prefectureOf(adcode)]))
  const prefectures = new Set([prefectureOf(body.origin.adcode), ...coded])
  return [permitKey, ...[...prefectures].map((prefecture) => `prefecture:${prefecture}:${body.personRef[0]}`)]
}
