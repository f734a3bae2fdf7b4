import type { Clock, Key, Queue } from '#domain/ports.ts'
import { dueOf } from '#ledger/deadlines.ts'
import { deadlinesWord } from '#ledger/keys.ts'
import type { DueDeadline } from '#pipeline/sweep.ts'

/** A queue delays a message by at most 900 s; what is due later waits for the sweep. */
const longestDelaySeconds = 900

type TimerServices = { timers: Queue; clock: Pick<Clock, 'now'> }

/**
 * Starts a timer for each deadline among rows that were just put that is due within minutes, so that it need not wait for the
 * sweep. The row is the guarantee: a timer that is lost, or comes twice, costs at most a minute.
 */
export async function startShortTimers(services: TimerServices, put: readonly Key[]): Promise<void> {
  for (const key of put) {
    if (key.pk.startsWith(deadlinesWord)) await startTimer(services, dueOf(key))
  }
}

/** One timer; nothing when the deadline is too far away for one. */
export async function startTimer({ timers, clock }: TimerServices, due: DueDeadline): Promise<void> {
  const delaySeconds = Math.max(0, Math.ceil((due.dueAtMs - clock.now()) / 1000))
  if (delaySeconds > longestDelaySeconds) return
  await timers.send({ id: `${due.deadlineId}@${due.dueAtMs}`, body: due, delaySeconds })
}
