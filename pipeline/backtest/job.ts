import { hoursOf } from '#domain/archive-hours.ts'
import type { Clock, Store } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { Text } from '#domain/text.ts'
import { deleteParts, readBacktest, readParts, writeBacktest, writeParts } from '#ledger/backtests.ts'
import type { Backtest } from '#ledger/rows/backtest-rows.ts'
import { begun, comparisonOf, nextHour, type Progress, type Run } from '#pipeline/backtest/backtest.ts'
import { packed, unpacked } from '#pipeline/backtest/packed.ts'
import type { ArchiveReader } from '#pipeline/backtest/read-hour.ts'
import { resultOf } from '#pipeline/backtest/result.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

export type BacktestJobServices = {
  store: Store
  archive: ArchiveReader['archive']
  clock: Pick<Clock, 'now'>
  /** `undefined`: not switched on. */
  scenarioAt(id: string): Promise<{ scenario: Scenario; services: Pick<DetectionServices, 'county' | 'limits' | 'registry'> } | undefined>
}

/** `again`: its time was over, and the row that starts the next turn is written. `taken`: somebody else works on it. */
export type TurnResult = 'ended' | 'again' | 'taken'

/** How often progress is told, and how often all of it is put away: so much is done again after a kill. */
const [tellEveryMs, putAwayEveryMs] = [2_000, 60_000]
/** A turn that is ended from outside so often without putting anything away will not do better the next time. */
const mostAttempts = 3

/**
 * One turn of a back-test: it goes on from what was put away last, hour by hour, until all is read or its time is over. A kill at
 * any moment costs what was not put away, never the result: every hour begins from plain data, whoever works on it.
 */
export async function backtestTurn(services: BacktestJobServices, id: string, isOver: () => boolean): Promise<TurnResult> {
  const { store, clock } = services
  const row = await readBacktest(store, id)
  if (row?.value.outcome.state !== 'running') return 'ended'
  const head = headOf(services, row.value, row.version)
  if (!(await head.write({ attempts: row.value.attempts + 1 }))) return 'taken'
  const fail = async (problem: Text): Promise<TurnResult> => ((await head.end({ state: 'failed', problem })) ? 'ended' : 'taken')
  if (row.value.attempts >= mostAttempts) return fail(interrupted)

  const runtime = await services.scenarioAt(row.value.scenario)
  const tried = runtime?.services.county.limitsWith(row.value.scenario, row.value.overrides)
  if (!runtime || !tried?.ok) return fail(notHere)
  const { scenario, services: known } = runtime
  const { fromMs, untilMs, lacksBeforeMs } = row.value
  const limitsAt = await known.limits.of(scenario)
  const run: Run = { scenario, fromMs, untilMs, limits: tried.limits, limitsAt, hours: hoursOf(fromMs, untilMs) }
  const hours = run.hours.length
  const reader = { archive: services.archive, registry: known.registry, county: known.county }

  const away = await readParts(store, row.value)
  let progress = away === undefined ? begun : unpacked(away)
  for (let [toldAtMs, awayAtMs] = [clock.now(), clock.now()]; progress.hoursRead < hours; ) {
    progress = await nextHour(reader, run, progress)
    if (progress.hoursRead === hours) break
    const nowMs = clock.now()
    const over = isOver()
    if (over || nowMs - awayAtMs >= putAwayEveryMs) {
      if (!(await head.putAway(progress, over))) return 'taken'
      awayAtMs = nowMs
      if (over) return 'again'
    } else if (nowMs - toldAtMs >= tellEveryMs) {
      if (!(await head.write(toldOf(progress, hours)))) return 'taken'
      toldAtMs = nowMs
    }
  }
  const result = resultOf(comparisonOf(progress), { messages: progress.messages, lacksBeforeMs }, known.county.offsetMinutes)
  return (await head.end({ state: 'done', result }, toldOf(progress, hours))) ? 'ended' : 'taken'
}

/** The row of a back-test in this run's hands: every write is refused once another run has taken it. */
function headOf({ store, clock }: BacktestJobServices, read: Backtest, readVersion: number) {
  let [backtest, version] = [read, readVersion]
  const write = async (change: Partial<Backtest>, next = false): Promise<boolean> => {
    const changed = { ...backtest, ...change, touchedAtMs: clock.now() }
    const written = await writeBacktest(store, changed, version, next)
    if (written === undefined) return false
    ;[backtest, version] = [changed, written]
    return true
  }
  return {
    write,
    async putAway(progress: Progress, next: boolean): Promise<boolean> {
      const before = backtest
      // The version that this run holds is no other run's: one that was taken for dead cannot write into these parts.
      const number = version
      const parts = await writeParts(store, before, number, packed(progress))
      const hours = before.hours.of
      const turn = before.turn + (next ? 1 : 0)
      if (!(await write({ ...toldOf(progress, hours), checkpoint: { number, parts }, attempts: 0, turn }, next))) return false
      await deleteParts(store, before)
      return true
    },
    async end(outcome: Backtest['outcome'], change: Partial<Backtest> = {}): Promise<boolean> {
      if (!(await write({ ...change, outcome }))) return false
      await deleteParts(store, backtest)
      return true
    },
  }
}

function toldOf({ hoursRead, messages, skipped, heldMost }: Progress, of: number): Partial<Backtest> {
  return { hours: { read: hoursRead, of }, messages, skipped, heldMost }
}

const interrupted: Text = {
  zh: '试算三次中途被终止而无进展；请缩短时间范围再试，并查看函数 backtest 的日志',
  en: 'The trial was ended three times without getting on; try a shorter time, and look at the log of function backtest',
}
const notHere: Text = {
  zh: '试算期间该场景已停用，或县文件不再允许这些限值；请重新打开限值页面再试',
  en: 'Meanwhile the scenario was switched off or the county file allows these limits no more; open the page of the limits again and retry',
}
