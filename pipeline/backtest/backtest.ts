import { skipReasons } from '#domain/api/quality.ts'
import { hoursOf } from '#domain/archive-hours.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { Archive, Clock, StreamRecord } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { DeviceRegistry } from '#ledger/devices.ts'
import type { LimitsAt, LimitsRepository } from '#ledger/limits.ts'
import { type Comparison, compareIncidents } from '#pipeline/backtest/compare.ts'
import { type ArchiveReader, readHour, type Skipped, type Span } from '#pipeline/backtest/read-hour.ts'
import { type ReplayState, startReplay } from '#pipeline/backtest/replay-detector.ts'

/** More was recorded than can be replayed at once. */
export class TooManyMessages extends Error {
  override readonly name = 'TooManyMessages'
}

/** Nothing is kept of the time that was asked about: no incidents would say that there were none. */
export class NothingKept extends Error {
  override readonly name = 'NothingKept'
}

export type Trial = { scenario: Scenario; limits: unknown; fromMs: number; toMs: number }
export type BacktestServices = {
  archive: Pick<Archive, 'batches' | 'open' | 'begins'>
  registry: DeviceRegistry
  county: CountyContext & { archiveDays: number }
  limits: LimitsRepository
  clock: Pick<Clock, 'now'>
}

/** How far a back-test has come. Plain JSON but for the bytes of what it carries. */
export type Progress = {
  hoursRead: number
  messages: number
  skipped: Skipped
  /** The most records that were held at once. */
  heldMost: number
  carried: StreamRecord[]
  before: ReplayState
  after: ReplayState
}
export type Run = Span & { limitsAt: LimitsAt; limits: unknown; hours: readonly number[] }

const dayMs = 86_400_000
const hourMs = 3_600_000
/** After so many observations other work gets its turn. */
const perBreath = 200
const nothing: ReplayState = { memories: [], incidents: [] }
export const begun: Progress = { hoursRead: 0, messages: 0, skipped: {}, heldMost: 0, carried: [], before: nothing, after: nothing }

/** The next hour of the archive, through the scenario's detector under the limits that were in force and under those on trial. */
export async function nextHour(services: ArchiveReader, run: Run, so: Progress): Promise<Progress> {
  const hourStartMs = run.hours[so.hoursRead] ?? run.untilMs
  const { observations, carried, skipped, held } = await readHour(services, run, hourStartMs, so.carried)
  const replays = [
    startReplay(run.scenario, run.limitsAt, services.county, so.before),
    startReplay(run.scenario, () => ({ limits: run.limits }), services.county, so.after),
  ] as const
  for (let first = 0; first < observations.length; first += perBreath) {
    const some = observations.slice(first, first + perBreath)
    for (const replay of replays) replay.take(some, some.at(-1)?.receivedAtMs ?? hourStartMs)
    await breath()
  }
  for (const replay of replays) replay.take([], Math.min(hourStartMs + hourMs, run.untilMs))
  return {
    hoursRead: so.hoursRead + 1,
    messages: so.messages + observations.length,
    skipped: sumOf(so.skipped, skipped),
    heldMost: Math.max(so.heldMost, held),
    carried,
    before: replays[0].state(),
    after: replays[1].state(),
  }
}

/** What the limits on trial would have changed. */
export function comparisonOf({ before, after }: Progress): Comparison {
  const incidents = ({ incidents }: ReplayState) => incidents.map(({ incident }) => incident)
  return compareIncidents(incidents(before), incidents(after))
}

/**
 * What other limits would have made of what was recorded, in one go: the archive goes through the scenario's detector twice, once
 * with the limits that were in force at each moment and once with the others. Devices are read as they are registered now.
 * @throws NothingKept
 */
export async function backtest(
  services: BacktestServices,
  { scenario, limits, fromMs, toMs }: Trial,
): Promise<Comparison & { messages: number; skipped: Skipped; lacksBeforeMs?: number }> {
  const { lacksBeforeMs, ...kept } = await keptOf(services, fromMs, toMs)
  const limitsAt = await services.limits.of(scenario)
  const run: Run = { scenario, limits, limitsAt, ...kept, hours: hoursOf(kept.fromMs, kept.untilMs) }
  let progress = begun
  while (progress.hoursRead < run.hours.length) progress = await nextHour(services, run, progress)
  const { messages, skipped } = progress
  return { ...comparisonOf(progress), messages, skipped, ...(lacksBeforeMs !== undefined && { lacksBeforeMs }) }
}

/**
 * What was recorded for a scenario, in the order it came in, and until when: what is to come is not. `lacksBeforeMs` when the
 * beginning of the time is not kept any more.
 */
export type Recorded = { observations: Observation[]; untilMs: number; lacksBeforeMs?: number }

/** What was recorded for a scenario in a time, as far as it is kept, all at once. @throws NothingKept @throws TooManyMessages */
export async function recorded(services: BacktestServices, { scenario, fromMs, toMs }: Trial, most: number): Promise<Recorded> {
  const { lacksBeforeMs, ...kept } = await keptOf(services, fromMs, toMs)
  const observations: Observation[] = []
  let carried: StreamRecord[] = []
  for (const hour of hoursOf(kept.fromMs, kept.untilMs)) {
    const read = await readHour(services, { scenario, ...kept }, hour, carried)
    carried = read.carried
    for (const observation of read.observations) observations.push(observation)
    if (observations.length > most) throw new TooManyMessages(`more than ${most} messages; choose a shorter time`)
  }
  return { observations, untilMs: kept.untilMs, ...(lacksBeforeMs !== undefined && { lacksBeforeMs }) }
}

/** As much of a time as is over and kept. What has expired is not read, even where it still lies. @throws NothingKept */
export async function keptOf(
  { archive, county, clock }: Pick<BacktestServices, 'archive' | 'county' | 'clock'>,
  fromMs: number,
  toMs: number,
): Promise<{ fromMs: number; untilMs: number; lacksBeforeMs?: number }> {
  const untilMs = Math.min(toMs, clock.now())
  const begins = await archive.begins()
  const keptFromMs = Math.max(begins ?? Number.POSITIVE_INFINITY, clock.now() - county.archiveDays * dayMs)
  if (keptFromMs < untilMs)
    return { fromMs: Math.max(fromMs, keptFromMs), untilMs, ...(keptFromMs > fromMs && { lacksBeforeMs: keptFromMs }) }
  const since = begins === undefined ? 'nothing has been recorded yet' : `what is kept begins at ${new Date(keptFromMs).toISOString()}`
  throw new NothingKept(`nothing is kept of that time: messages are kept for ${county.archiveDays} days, ${since}`)
}

function sumOf(a: Skipped, b: Skipped): Skipped {
  const sum: Skipped = { ...a }
  for (const reason of skipReasons) if (b[reason]) sum[reason] = (sum[reason] ?? 0) + b[reason]
  return sum
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
