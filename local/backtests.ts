import type { LocalStore } from '#adapters/local/store.ts'
import type { Log } from '#domain/ports.ts'
import { backtestOfTurn, backtestsWord, runningBacktests } from '#ledger/backtests.ts'
import { singleFlight } from '#local/scheduling.ts'
import { type BacktestJobServices, backtestTurn } from '#pipeline/backtest/job.ts'

/**
 * Back-tests in this process: one at a time, oldest first, hour by hour between the other work. What a stop interrupts is put away
 * and goes on with the next start, as in the cloud.
 */
export function startBacktests(services: BacktestJobServices & { store: LocalStore; log: Log }): { stop(): Promise<void> } {
  const { store, log } = services
  let stopping = false
  const next = async () => (stopping ? undefined : (await runningBacktests(store))[0])
  const work = singleFlight(
    async () => {
      for (let backtest = await next(); backtest; backtest = await next()) {
        // A turn that fails is tried again; the third time it ends the back-test itself.
        await backtestTurn(services, backtest.id, () => stopping).catch((error) => {
          log.error('a back-test was interrupted and is taken up again', { cause: String(error) })
        })
      }
    },
    log,
    'back-tests wait until the next one is asked for',
  )
  store.onPut(backtestsWord, (put) => {
    if (put.some((key) => backtestOfTurn(key) !== undefined)) work.trigger()
  })
  work.trigger()
  return {
    async stop() {
      stopping = true
      await work.stop()
    },
  }
}
