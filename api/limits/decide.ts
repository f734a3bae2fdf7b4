import { fixedIn } from '#api/limits/fixed-limits.ts'
import { statedLimits } from '#api/limits/read-limits.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { withoutRemoved } from '#domain/county/county.ts'
import { differences, type LimitsVersion, shortestNoticeMs } from '#domain/county/limits-version.ts'
import { type Reference, type Register, referenceFault, referencesIn } from '#domain/county/reference.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { roleFor } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { versionWrites } from '#ledger/limits.ts'
import { readRows } from '#ledger/row-type.ts'

type Decision = {
  overrides: Record<string, unknown>
  reason: string
  effectiveFrom?: string | undefined
  restores?: number
}

const mostOverridesBytes = 200_000
const longestNoticeMs = 365 * 86_400_000

/** Appends one version to a scenario's limits, or says what stands against it. Answers all versions with the new one. */
export async function decideLimits(
  services: ApiServices,
  scenario: Scenario,
  versions: readonly LimitsVersion[],
  decision: Decision,
  principal: Principal,
  ifMatch: number | 'any',
): Promise<LimitsVersion[]> {
  const newest = versions.at(-1)
  const number = (newest?.number ?? 0) + 1
  if (ifMatch !== 'any' && ifMatch !== number - 1) throw new Problem('changed-meanwhile', { detail: `the newest version is ${number - 1}` })
  await validateRegistration(services, scenario, decision.overrides)
  const before = statedLimits(services, scenario, newest?.overrides ?? {})
  if (differences(before, statedLimits(services, scenario, decision.overrides)).length === 0)
    throw new Problem('refused', { detail: 'nothing would change against the newest version' })
  const decidedAtMs = services.clock.now()
  const version: LimitsVersion = {
    number,
    overrides: decision.overrides,
    reason: decision.reason,
    author: { id: principal.id, role: roleFor(principal.roles, 'scenarios.tune') ?? 'system' },
    decidedAtMs,
    effectiveFromMs: takesEffectAt(services, decision.effectiveFrom, decidedAtMs),
    ...(decision.restores !== undefined && { restores: decision.restores }),
  }
  const result = await services.store.commit(versionWrites(scenario.id, version))
  if (result.type === 'conflict') throw new Problem('changed-meanwhile')
  return [...versions, version]
}

/** Nothing may be decided that no county file could hold, or that only the county's file may say. */
async function validateRegistration(services: ApiServices, scenario: Scenario, overrides: Record<string, unknown>): Promise<void> {
  const errors = (list: { path: string; message: string; remedy?: string }[]) => {
    if (list.length > 0)
      throw new Problem('bad-request', { errors: list.slice(0, 20).map((one) => ({ ...one, path: `body.${one.path}` })) })
  }
  errors(fixedIn(scenario, overrides).map((path) => ({ path: `limits.${path}`, message: "only the county's file sets this" })))
  if (JSON.stringify(overrides).length > mostOverridesBytes)
    throw new Problem('too-large', { detail: 'the limits are too large for a version' })
  const read = services.county.limitsWith(scenario.id, overrides)
  if (!read.ok) errors(read.problems)
  const references = referencesIn(scenario.limits, withoutRemoved(overrides))
  const areas = new Set(services.county.areas.map(({ properties }) => properties.id))
  const register = {
    area: (id: string) => areas.has(id),
    kind: (name: string) => services.county.kinds.has(name),
    device: await saidBy(services, references),
  }
  errors(
    references.flatMap((reference) => {
      const message = referenceFault(reference, register)
      return message === undefined ? [] : [{ path: `limits.${reference.path.join('.')}`, message }]
    }),
  )
}

/** What each registered device that limits speak of says; a retired one is none. */
async function saidBy({ store }: ApiServices, references: readonly Reference[]): Promise<Register['device']> {
  const ids = [...new Set(references.flatMap(({ target, id }) => (target === 'device' ? [id] : [])))]
  const rows = await readRows(store, ids.map(keys.device))
  const devices = rows.flatMap((row) => (row ? [row.value] : [])).filter(({ status }) => status !== 'retired')
  const kinds = new Map(devices.map((device) => [device.id, device.kinds]))
  return (id) => kinds.get(id)
}

function takesEffectAt({ county }: ApiServices, asked: string | undefined, nowMs: number): number {
  const earliestMs = nowMs + shortestNoticeMs
  if (asked === undefined) return earliestMs
  const askedMs = Date.parse(asked)
  const refuse = (message: string) => new Problem('bad-request', { errors: [{ path: 'body.effectiveFrom', message }] })
  if (askedMs < earliestMs)
    throw refuse(
      `not before ${formatTime(earliestMs, county.offsetMinutes)}, so that every worker knows it by then; leave it out for as soon as possible`,
    )
  if (askedMs > nowMs + longestNoticeMs) throw refuse('at most a year ahead')
  return askedMs
}
