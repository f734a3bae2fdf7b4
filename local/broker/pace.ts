import { type Allowance, use } from '#domain/allowance.ts'
import type { Clock } from '#domain/ports.ts'

/** Does something at once, or as soon as the allowance permits; always in the order of the calls. */
export type Pace = (act: () => void) => void

/**
 * Holds one connection to its allowance by letting it wait: nothing is refused and nothing is lost, but a device that speaks
 * a thousand times a second waits for its acknowledgements, and the others do not wait for it.
 */
export function pace(clock: Clock, allowance: Allowance): Pace {
  let paidUntilMs: number | undefined
  let turn = Promise.resolve()
  let waiting = 0
  return (act) => {
    const now = clock.now()
    const used = use(paidUntilMs, now, allowance)
    paidUntilMs = used.paidUntilMs
    if (used.waitMs === 0 && waiting === 0) return act()
    waiting++
    turn = turn
      .then(() => clock.sleep(Math.max(0, now + used.waitMs - clock.now())))
      .then(() => {
        waiting--
        act()
      })
  }
}
