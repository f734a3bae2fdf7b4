import type { BodyOf } from '#domain/observation/kind.ts'
import type { riskList } from '#domain/observation/kinds/risk-list.ts'
import { countiesOf, type Gazetteer } from '#scenarios/epidemic-control/risk/gazetteer.ts'
import { type ListEntry, type PlacedEntry, placeEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import type { Snapshot } from '#scenarios/epidemic-control/risk/snapshot.ts'

/** A message takes 128 KB; the envelope and what else is in it need room. */
const partBytes = 100_000

/**
 * A publication as messages: one or more parts for every prefecture of the table, also for those without an entry. What is
 * known only to lie somewhere in a province goes to each of its prefectures, so that nobody from there is let through unseen.
 */
export function partsOf(snapshot: Snapshot, gazetteer: Gazetteer): { bodies: BodyOf<typeof riskList>[]; entries: PlacedEntry[] } {
  const entries = snapshot.entries.map((entry) => placeEntry(gazetteer, entry))
  const listTime = new Date(snapshot.listTimeMs).toISOString()
  const bodies = gazetteer.prefectures.flatMap((prefecture) => {
    const chunks = chunksOf(
      entries.filter(({ scope }) => concerns(scope, prefecture)).map(({ level, scope, text }) => ({ level, scope, text })),
    )
    return chunks.map((chunk, at) => ({
      listTime,
      hash: snapshot.hash,
      prefecture,
      part: at + 1,
      parts: chunks.length,
      counties: at === 0 ? countiesOf(gazetteer, prefecture) : [],
      missing: snapshot.missing,
      entries: chunk,
    }))
  })
  return { bodies, entries }
}

/** Whether a scope lies in the prefecture or may reach into it. */
export function concerns(scope: string, prefecture: string): boolean {
  const above = scope.replace(/(00)+$/, '')
  return scope.startsWith(prefecture) || prefecture.startsWith(above)
}

function chunksOf(entries: ListEntry[]): ListEntry[][] {
  const chunks: ListEntry[][] = [[]]
  let bytes = 0
  for (const entry of entries) {
    const size = Buffer.byteLength(JSON.stringify(entry)) + 1
    if (bytes + size > partBytes - 5_000) {
      chunks.push([])
      bytes = 0
    }
    chunks.at(-1)?.push(entry)
    bytes += size
  }
  return chunks
}
