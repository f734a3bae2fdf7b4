/** How often something may happen: so many a second on average, so many at once. */
export type Allowance = { perSecond: number; burst: number }

/**
 * One use of an allowance by the generic cell rate algorithm (ITU-T I.371): all that is remembered is until when everything
 * so far is paid for. `waitMs` is how long a use would have to wait to be within the allowance; 0 when it is. Pure.
 */
export function use(
  paidUntilMs: number | undefined,
  nowMs: number,
  { perSecond, burst }: Allowance,
): { paidUntilMs: number; waitMs: number } {
  const costMs = 1000 / perSecond
  const nextMs = Math.max(paidUntilMs ?? 0, nowMs) + costMs
  return { paidUntilMs: nextMs, waitMs: Math.max(0, nextMs - nowMs - burst * costMs) }
}
