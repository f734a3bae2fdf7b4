import { Problem } from '#api/problem.ts'
import { type Allowance, use } from '#domain/allowance.ts'
import type { Clock } from '#domain/ports.ts'

/** What each caller may ask: a console with all its lists needs a few requests a second. */
export const requestAllowance: Allowance = { perSecond: 100, burst: 200 }
const callersRemembered = 10_000

/** Counts a caller's request; throws the problem of one who asks too often. Answers what to tell about what is left. */
export type RateLimit = (caller: string) => Record<string, string>

/**
 * Keeps one caller from taking what is everybody's. It remembers in its own process: in the cloud every instance of the API
 * has its own count, and the stage's throttle stands before them all. Headers as in draft-ietf-httpapi-ratelimit-headers-10.
 */
export function rateLimit(clock: Clock, allowance: Allowance = requestAllowance): RateLimit {
  const paidUntil = new Map<string, number>()
  const policy = `"caller";q=${allowance.burst};w=${allowance.burst / allowance.perSecond}`
  return (caller) => {
    const now = clock.now()
    const { paidUntilMs, waitMs } = use(paidUntil.get(caller), now, allowance)
    const waitSeconds = String(Math.ceil(waitMs / 1000))
    if (waitMs > 0)
      throw new Problem('too-many-requests', {
        headers: { 'ratelimit-policy': policy, ratelimit: `"caller";r=0;t=${waitSeconds}`, 'retry-after': waitSeconds },
      })
    paidUntil.delete(caller)
    paidUntil.set(caller, paidUntilMs)
    const longestAgo = paidUntil.keys().next().value
    if (paidUntil.size > callersRemembered && longestAgo !== undefined) paidUntil.delete(longestAgo)
    const owedMs = paidUntilMs - now
    const left = Math.floor(allowance.burst - (owedMs / 1000) * allowance.perSecond)
    return { 'ratelimit-policy': policy, ratelimit: `"caller";r=${left};t=${Math.ceil(owedMs / 1000)}` }
  }
}
