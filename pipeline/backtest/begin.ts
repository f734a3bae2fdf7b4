import { hoursOf } from '#domain/archive-hours.ts'
import { sha256 } from '#domain/digest.ts'
import type { Rng, Store } from '#domain/ports.ts'
import { writeBacktest } from '#ledger/backtests.ts'
import type { Backtest } from '#ledger/rows/backtest-rows.ts'
import { type BacktestServices, keptOf } from '#pipeline/backtest/backtest.ts'

type Asked = { scenario: string; overrides: Record<string, unknown>; fromMs: number; toMs: number }

/** Writes down a back-test, and with it the row that has it taken up. Its time is fixed now, so that it ends with one answer. @throws NothingKept */
export async function beginBacktest(
  services: Pick<BacktestServices, 'archive' | 'county' | 'clock'> & { store: Store; rng: Rng },
  { scenario, overrides, fromMs, toMs }: Asked,
): Promise<Backtest> {
  const { store, clock, rng } = services
  const kept = await keptOf(services, fromMs, toMs)
  const nowMs = clock.now()
  const backtest: Backtest = {
    id: sha256(`${scenario} ${nowMs} ${rng.next()}`).slice(0, 20),
    ...{ scenario, overrides, ...kept, createdAtMs: nowMs, touchedAtMs: nowMs, turn: 0, attempts: 0 },
    ...{ hours: { read: 0, of: hoursOf(kept.fromMs, kept.untilMs).length }, messages: 0, skipped: {}, heldMost: 0 },
    outcome: { state: 'running' },
  }
  if ((await writeBacktest(store, backtest, 0, true)) === undefined)
    throw new Error(`back-test ${backtest.id} not begun: there is one of that name; ask again`)
  return backtest
}
