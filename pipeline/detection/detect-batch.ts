import type { Observation } from '#domain/observation/observation.ts'
import type { Item, StreamRecord } from '#domain/ports.ts'
import { consumes, memoryKeysOf, type Scenario } from '#domain/scenario/scenario.ts'
import type { LimitsAt } from '#ledger/limits.ts'
import { advanceKey, type FirstPass } from '#pipeline/detection/advance-key.ts'
import { evaluate, isQuiet } from '#pipeline/detection/evaluate.ts'
import { fileRejected, type ReadRecord, readRecords } from '#pipeline/detection/read-records.ts'
import { readMemories } from '#pipeline/detection/remembered.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/** The sequences of the records that have to come round again. */
export type BatchResult = { failed: string[] }

type Arrival = { record: StreamRecord; observation: Observation }

/**
 * One batch of the stream through one scenario. Every record ends as an observation that had its effect, as a rejected
 * message with its reason, or among the failed; one failing key or bad message does not stop the others.
 */
export async function detectBatch(services: DetectionServices, scenario: Scenario, records: StreamRecord[]): Promise<BatchResult> {
  const mine = records.filter(({ envelope }) => consumes(scenario, envelope.kind))
  if (mine.length === 0) return { failed: [] }
  const read = await readRecords(services, mine)
  const rejections = fileRejections(services, read)
  const limitsAt = await services.limits.of(scenario)
  const byKey = groupByKey(services, scenario, limitsAt, read)
  const memories = await readMemories(services, scenario, [...byKey.keys()])
  const detections = [...byKey].flatMap(([key, arrivals], index) => {
    const first = firstPass(scenario, limitsAt, key, arrivals, memories[index])
    return first === 'quiet' ? [] : [detectKey(services, scenario, key, arrivals, first)]
  })
  const failed = (await Promise.all([rejections, ...detections])).flat()
  services.meter.count('RecordsRead', mine.length, { scenario: scenario.id })
  return { failed: [...new Set(failed)] }
}

function groupByKey({ county }: DetectionServices, scenario: Scenario, limitsAt: LimitsAt, read: ReadRecord[]): Map<string, Arrival[]> {
  const byKey = new Map<string, Arrival[]>()
  for (const { record, reading } of read) {
    if (reading.type !== 'observation') continue
    const { site, body, receivedAtMs } = reading.observation
    for (const key of memoryKeysOf(scenario, site, body, county.kindOf, limitsAt(receivedAtMs).limits)) {
      const arrivals = byKey.get(key)
      if (arrivals) arrivals.push({ record, observation: reading.observation })
      else byKey.set(key, [{ record, observation: reading.observation }])
    }
  }
  return byKey
}

/** Most keys of most batches only repeat that all is well: these are done without a promise. */
function firstPass(scenario: Scenario, limitsAt: LimitsAt, key: string, arrivals: Arrival[], item?: Item): FirstPass | 'quiet' {
  const observations = arrivals.map(({ observation }) => observation)
  try {
    const evaluation = evaluate(scenario, limitsAt, key, item, observations)
    return isQuiet(evaluation) ? 'quiet' : { item, evaluation }
  } catch {
    return { item } // reported where the key is worked on
  }
}

async function detectKey(
  services: DetectionServices,
  scenario: Scenario,
  key: string,
  arrivals: Arrival[],
  first: FirstPass,
): Promise<string[]> {
  try {
    const observations = arrivals.map(({ observation }) => observation)
    const conflicting = await advanceKey(services, scenario, key, observations, first)
    await Promise.all(conflicting.map((observation) => fileConflict(services, arrivals, observation)))
    return []
  } catch (error) {
    services.log.error('records will come round again: the key could not be advanced', { scenario: scenario.id, key, cause: String(error) })
    return arrivals.map(({ record }) => record.sequence)
  }
}

async function fileConflict(services: DetectionServices, arrivals: Arrival[], observation: Observation): Promise<void> {
  const arrival = arrivals.find((candidate) => candidate.observation === observation)
  if (arrival)
    await fileRejected(
      services,
      arrival.record.envelope,
      'conflicting-content',
      `message id "${observation.messageId}" was used before for other content`,
    )
}

async function fileRejections(services: DetectionServices, read: ReadRecord[]): Promise<string[]> {
  const failures = read.map(async ({ record, reading }) => {
    if (reading.type !== 'rejected') return []
    try {
      await fileRejected(services, record.envelope, reading.reason, reading.detail)
      return []
    } catch (error) {
      services.log.error('records will come round again: a rejected message could not be filed', { cause: String(error) })
      return [record.sequence]
    }
  })
  return (await Promise.all(failures)).flat()
}
