import type { CountyContext } from '#domain/county/county-context.ts'
import type { LimitsVersion } from '#domain/county/limits-version.ts'
import type { Clock, Log, Store, Write } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { decisionWrite } from '#ledger/outbox.ts'
import { putRow, rangeRows } from '#ledger/row-type.ts'
import { limitsVersionRow } from '#ledger/rows/decision-rows.ts'

/** The limits in force at a moment, and the number of their version; limits that are only tried have none. */
export type LimitsAt = (atMs: number) => { limits: unknown; version?: number }

/** Where the pipeline looks up by which limits a scenario judges. One look-up serves a whole batch. */
export interface LimitsRepository {
  of(scenario: Scenario): Promise<LimitsAt>
}

type Rules = Pick<CountyContext, 'limitsOf' | 'limitsWith'>
type Book = { versions: LimitsVersion[]; at: LimitsAt; readAtMs: number }

/** A third of the shortest notice of a decision: the rest is left for slow commits and clocks that differ. */
const freshForMs = 20_000
const pageRows = 200

/** The versions with a short memory. They are only ever appended, so asking again reads what is new and nothing else. */
export function cachedLimits({ store, clock, log, county }: { store: Store; clock: Clock; log: Log; county: Rules }): LimitsRepository {
  const books = new Map<string, Book>()
  return {
    async of(scenario) {
      const now = clock.now()
      const known = books.get(scenario.id)
      if (known && Math.abs(now - known.readAtMs) < freshForMs) return known.at
      const before = known?.versions ?? []
      const newer = await readVersions(store, scenario.id, before.at(-1)?.number)
      const versions = [...before, ...newer]
      const at = known && newer.length === 0 ? known.at : limitsAt(scenario, versions, county, log)
      books.set(scenario.id, { versions, at, readAtMs: now })
      return at
    },
  }
}

/** The limits of the county's file, for ever: where no ledger of versions is. */
export function fileLimits(county: Pick<Rules, 'limitsOf'>): LimitsRepository {
  return {
    async of({ id }) {
      const inForce = { limits: county.limitsOf(id), version: 0 }
      return () => inForce
    },
  }
}

/** All versions of a scenario's limits after a number, oldest first. */
export async function readVersions(store: Store, scenario: string, after = 0): Promise<LimitsVersion[]> {
  const { pk } = keys.limitsVersion(scenario, after)
  const versions: LimitsVersion[] = []
  for (let last = after; ; ) {
    const rows = await rangeRows(store, limitsVersionRow, { pk, after: keys.limitsVersion(scenario, last).sk, limit: pageRows })
    versions.push(...rows.map(({ value }) => value))
    const newest = versions.at(-1)?.number
    if (rows.length === 0 || newest === undefined) return versions
    last = newest
  }
}

/** A new version and what is published of it. Somebody else's version of the same number is a conflict. */
export function versionWrites(scenario: string, version: LimitsVersion): Write[] {
  const { number, decidedAtMs: atMs, effectiveFromMs } = version
  const id = `limits.${scenario}.${number}`
  const data = { scenario, version: number, effectiveFromMs }
  return [
    putRow(keys.limitsVersion(scenario, number), version, 0),
    decisionWrite({ type: 'cn.county-sense.limits.changed.v1', id, subject: scenario, atMs, data }),
  ]
}

function limitsAt(scenario: Scenario, versions: readonly LimitsVersion[], county: Rules, log: Log): LimitsAt {
  const ofFile = { limits: county.limitsOf(scenario.id), version: 0 }
  const stages: { fromMs: number; inForce: ReturnType<LimitsAt> }[] = []
  for (const { number, overrides, effectiveFromMs } of versions) {
    const read = county.limitsWith(scenario.id, overrides)
    // A county file that was deployed later may leave no room for an old decision: what was in force before goes on.
    if (!read.ok) log.error('a version of the limits does not fit the county file and is passed over', { scenario: scenario.id, number })
    const before = stages.at(-1)?.inForce ?? ofFile
    stages.push({ fromMs: effectiveFromMs, inForce: read.ok ? { limits: read.limits, version: number } : before })
  }
  if (stages.length === 0) return () => ofFile
  return (atMs) => stages.findLast(({ fromMs }) => fromMs <= atMs)?.inForce ?? ofFile
}
