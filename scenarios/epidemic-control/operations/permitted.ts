import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import type { Principal } from '#domain/people/principal.ts'
import { permitAt } from '#scenarios/epidemic-control/authorisation.ts'
import type { Permit } from '#scenarios/epidemic-control/memory.ts'
import { screeningReadWrite, screeningScenario } from '#scenarios/epidemic-control/rows.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import type { EpidemicLimits } from '#scenarios/epidemic-control/schema.ts'

const because: Record<Exclude<Permit, 'granted'>, string> = {
  absent: 'no authorisation is registered in the county file',
  'not-yet': 'the authorisation is not valid yet',
  expired: 'the authorisation has expired',
  killed: 'the kill switch is set',
}

/** The limits of a county that has switched screening on, or the problem 409. */
export function screeningLimits({ scenarios, county }: ApiServices): EpidemicLimits {
  if (!scenarios.some(({ id }) => id === epidemicControl.id))
    throw new Problem('refused', { detail: 'this county has not switched screening on' })
  return county.limitsOf(screeningScenario) as EpidemicLimits
}

/** The limits of a county that may screen right now, or the problem that says why not. */
export function permittedLimits(services: ApiServices): EpidemicLimits {
  const limits = screeningLimits(services)
  const permit = permitAt(limits, services.clock.now())
  if (permit !== 'granted') throw new Problem('refused', { detail: `screening is not allowed: ${because[permit]}` })
  return limits
}

/** Writes down who looks at what and for what, before anything is answered; a purpose that is not in the authorisation is refused. */
export async function traced(
  services: ApiServices,
  { authorisation }: EpidemicLimits,
  { principal, requestId, purpose, what }: { principal: Principal; requestId: string; purpose: string; what: string },
): Promise<void> {
  const purposes = authorisation?.purposes ?? []
  if (!purposes.includes(purpose))
    throw new Problem('forbidden', { detail: `"${purpose}" is no purpose of the authorisation; it names ${purposes.join(', ') || 'none'}` })
  const written = await services.store.commit([
    screeningReadWrite({ id: requestId, by: principal.id, atMs: services.clock.now(), purpose, what }),
  ])
  if (written.type === 'conflict') throw new Problem('unavailable', { headers: { 'retry-after': '1' } })
}

/** What stands for a person in the traces: enough to tell looks apart, not enough to find anybody. */
export function traceOf(ref: string): string {
  return ref.slice(0, 6)
}
