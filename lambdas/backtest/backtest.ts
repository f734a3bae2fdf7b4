import { consumes, type Scenario } from '#domain/detection/scenario.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { readMessage } from '#domain/observation/read-message.ts'
import type { Archive } from '#domain/ports.ts'
import { type Comparison, compareIncidents } from '#lambdas/backtest/compare.ts'
import { replayDetector } from '#lambdas/backtest/replay-detector.ts'
import type { CountyRules } from '#lambdas/detection/services.ts'
import type { DeviceRegistry } from '#lambdas/ledger/devices.ts'
import type { LimitsAt, LimitsBook } from '#lambdas/ledger/limits.ts'

/** So many messages are replayed within the time that a request may take. */
export const mostMessages = 100_000

/** More was recorded than can be replayed at once. */
export class TooManyMessages extends Error {
  override readonly name = 'TooManyMessages'
}

export type Trial = { scenario: Scenario; limits: unknown; fromMs: number; toMs: number }
export type BacktestServices = { archive: Pick<Archive, 'read'>; registry: DeviceRegistry; county: CountyRules; limits: LimitsBook }

/**
 * What other limits would have made of what was recorded: the archive goes through the scenario's detector twice, once with the
 * limits that were in force at each moment and once with the others. Devices are read as they are registered now.
 */
export async function backtest(services: BacktestServices, trial: Trial, most = mostMessages): Promise<Comparison & { messages: number }> {
  const { scenario, limits, fromMs, toMs } = trial
  const observations = await recorded(services, trial, most)
  const replayed = (limitsAt: LimitsAt) => replayDetector(scenario, limitsAt, services.county, observations, toMs)
  const comparison = compareIncidents(
    replayed(await services.limits.of(scenario)),
    replayed(() => ({ limits })),
  )
  return { ...comparison, messages: observations.filter(({ receivedAtMs }) => receivedAtMs >= fromMs).length }
}

/** What was recorded for a scenario in a time, in the order it came in. */
export async function recorded({ archive, registry, county }: BacktestServices, { scenario, fromMs, toMs }: Trial, most: number) {
  const observations: Observation[] = []
  for await (const records of archive.read(fromMs, toMs)) {
    const wanted = records.filter(({ envelope }) => consumes(scenario, envelope.kind))
    const devices = await registry.lookUp(wanted.map(({ envelope }) => envelope.device))
    for (const { envelope } of wanted) {
      const reading = readMessage(county, envelope, devices.get(envelope.device), envelope.device)
      if (reading.type === 'observation') observations.push(reading.observation)
    }
    if (observations.length > most) throw new TooManyMessages(`more than ${most} messages; choose a shorter time`)
  }
  return observations.sort((a, b) => a.receivedAtMs - b.receivedAtMs)
}
