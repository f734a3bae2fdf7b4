import type { CountyContext } from '#domain/county/county-context.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { readMessage } from '#domain/observation/read-message.ts'
import type { Archive, Clock } from '#domain/ports.ts'
import { consumes, type Scenario } from '#domain/scenario/scenario.ts'
import type { DeviceRegistry } from '#ledger/devices.ts'
import type { LimitsAt, LimitsRepository } from '#ledger/limits.ts'
import { type Comparison, compareIncidents } from '#pipeline/backtest/compare.ts'
import { replayDetector } from '#pipeline/backtest/replay-detector.ts'

/** So many messages are replayed within the time that a request may take. */
export const mostMessages = 100_000

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
  archive: Pick<Archive, 'read' | 'begins'>
  registry: DeviceRegistry
  county: CountyContext & { archiveDays: number }
  limits: LimitsRepository
  clock: Pick<Clock, 'now'>
}

/**
 * What was recorded for a scenario, in the order it came in, and until when: what is to come is not. `lacksBeforeMs` when the
 * beginning of the time is not kept any more.
 */
export type Recorded = { observations: Observation[]; untilMs: number; lacksBeforeMs?: number }

const dayMs = 86_400_000

/**
 * What other limits would have made of what was recorded: the archive goes through the scenario's detector twice, once with the
 * limits that were in force at each moment and once with the others. Devices are read as they are registered now.
 */
export async function backtest(
  services: BacktestServices,
  trial: Trial,
  most = mostMessages,
): Promise<Comparison & { messages: number; lacksBeforeMs?: number }> {
  const { scenario, limits, fromMs } = trial
  const { observations, untilMs, ...lacking } = await recorded(services, trial, most)
  const replayed = (limitsAt: LimitsAt) => replayDetector(scenario, limitsAt, services.county, observations, untilMs)
  const comparison = compareIncidents(
    replayed(await services.limits.of(scenario)),
    replayed(() => ({ limits })),
  )
  return { ...comparison, ...lacking, messages: observations.filter(({ receivedAtMs }) => receivedAtMs >= fromMs).length }
}

/** What was recorded for a scenario in a time, as far as it is kept. */
export async function recorded(services: BacktestServices, { scenario, fromMs, toMs }: Trial, most: number): Promise<Recorded> {
  const { archive, registry, county, clock } = services
  const untilMs = Math.min(toMs, clock.now())
  const keptFromMs = await keptFrom(services, untilMs)
  const observations: Observation[] = []
  for await (const records of archive.read(Math.max(fromMs, keptFromMs), untilMs)) {
    const wanted = records.filter(({ envelope }) => consumes(scenario, envelope.kind))
    const devices = await registry.lookUp(wanted.map(({ envelope }) => envelope.device))
    for (const { envelope } of wanted) {
      const reading = readMessage(county, envelope, devices.get(envelope.device), envelope.device)
      if (reading.type === 'observation') observations.push(reading.observation)
    }
    if (observations.length > most) throw new TooManyMessages(`more than ${most} messages; choose a shorter time`)
  }
  observations.sort((a, b) => a.receivedAtMs - b.receivedAtMs)
  return { observations, untilMs, ...(keptFromMs > fromMs && { lacksBeforeMs: keptFromMs }) }
}

/** From when on something is kept. What has expired is not read, even where it still lies. */
async function keptFrom({ archive, county, clock }: BacktestServices, toMs: number): Promise<number> {
  const begins = await archive.begins()
  const keptFromMs = Math.max(begins ?? Number.POSITIVE_INFINITY, clock.now() - county.archiveDays * dayMs)
  if (keptFromMs < toMs) return keptFromMs
  const since = begins === undefined ? 'nothing has been recorded yet' : `what is kept begins at ${new Date(keptFromMs).toISOString()}`
  throw new NothingKept(`nothing is kept of that time: messages are kept for ${county.archiveDays} days, ${since}`)
}
