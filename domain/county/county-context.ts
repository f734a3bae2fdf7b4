import type { AreaKinds } from '#domain/county/area-kinds.ts'
import type { CountyClock } from '#domain/county/clock.ts'
import type { Area, CountyFile, Person } from '#domain/county/county-file.ts'
import type { CountyProblem } from '#domain/county/problem.ts'
import type { Kind } from '#domain/observation/kind.ts'

/** Limits as they were stated, and with what the map adds to them; or what is wrong with them. */
export type LimitsWith = { ok: true; stated: unknown; limits: unknown } | { ok: false; problems: CountyProblem[] }

/** What a scenario binds its limits to: the county's map and its clock. */
export type CountyGround = Pick<CountyContext, 'areas' | 'offsetMinutes'>

/** One county as detection and the doors know it: what its files say, checked, with the scenarios' code bound to it. */
export type CountyContext = CountyClock &
  Pick<CountyFile, 'id' | 'name' | 'status' | 'shelfHours' | 'archiveDays' | 'identity'> & {
    mapApprovalNo?: string
    areas: readonly Area[]
    people: readonly Person[]
    /** The kinds of message that the scenarios which are switched on consume, by name. */
    kinds: ReadonlyMap<string, Kind>
    /** Names of all kinds that some scenario of the county consumes, whether it runs here or elsewhere. */
    claimedKinds: ReadonlySet<string>
    /** Names of the kinds that can carry personal data, also of those that the county has not switched on. */
    sensitiveKinds: ReadonlySet<string>
    /** What the areas on its map are, by their ids. */
    kindOf: AreaKinds
    /** Whether a reported position lies where the county's devices may be. */
    covers: (position: { lat: number; lon: number }) => boolean
    /** A scenario's limits as the county's file has them, already checked: version 0. */
    limitsOf: (scenario: string) => unknown
    /** A scenario's limits with other overrides in the place of the county's, or what is wrong with them. */
    limitsWith: (scenario: string, overrides: Record<string, unknown>) => LimitsWith
  }
