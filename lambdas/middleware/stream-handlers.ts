import type { DynamoDBStreamEvent, EventBridgeEvent, KinesisStreamBatchResponse, KinesisStreamEvent, SQSEvent } from 'aws-lambda'
import { memberOf } from '#domain/entries.ts'
import type { Key, StreamRecord } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { streamRecords } from '#lambdas/middleware/kinesis-records.ts'
import { observed } from '#lambdas/middleware/observed.ts'
import { deadlinesWord } from '#ledger/keys.ts'
import { type ArchiveServices, archiveBatch } from '#pipeline/archive.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { heartbeat } from '#pipeline/heartbeat.ts'
import { type RelayServices, relay } from '#pipeline/relay.ts'
import { salvage } from '#pipeline/salvage.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'
import { dueDeadlineSchema, expire, type SweepServices, sweep } from '#pipeline/sweep.ts'

/** A scenario's function: a batch answers per record, and what failed comes round again. */
export function detectionHandler(scenario: Scenario, services: DetectionServices) {
  return observed(async (event: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    const { failed } = await detectBatch(services, scenario, streamRecords(event.Records))
    // A batch that answers per record never throws, so Lambda's own count of errors stays at zero.
    if (failed.length > 0) services.meter.count('RecordsFailed', failed.length, { scenario: scenario.id })
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
  })
}

export function archiveHandler(services: ArchiveServices) {
  return observed(async (event: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> => {
    await archiveBatch(services, streamRecords(event.Records))
    return { batchItemFailures: [] }
  })
}

/**
 * The table's stream says that a deadline was armed, for which a short timer may be due, or that something waits in the outbox: the
 * relay reads it there, in order. Once a minute it looks without being told, so that an invocation that was lost costs a minute,
 * and tells the consoles that it lives.
 */
export function relayHandler(services: RelayServices) {
  return observed(async (event: DynamoDBStreamEvent | EventBridgeEvent<string, unknown>): Promise<void> => {
    const put = 'Records' in event ? putKeys(event) : []
    await startShortTimers(services, put)
    if (put.length === 0 || !put.every(({ pk }) => pk.startsWith(deadlinesWord))) await relay(services)
    if (!('Records' in event)) await heartbeat(services).catch((error) => services.log.warn('no heartbeat', { cause: String(error) }))
  })
}

/** The keys of the rows that the table's stream tells of. */
function putKeys({ Records }: DynamoDBStreamEvent): Key[] {
  return Records.map(({ dynamodb }) => ({ pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' }))
}

/** Every minute: all deadlines that have come due. */
export function sweepHandler(services: SweepServices) {
  return observed(async (_event: unknown): Promise<void> => {
    await sweep(services)
  })
}

/** Short timers: each message points at one deadline. */
export function timerHandler(services: SweepServices) {
  return observed(async (event: SQSEvent) => {
    const failures = await Promise.all(
      event.Records.map(async ({ messageId, body }) => {
        try {
          const due = dueDeadlineSchema.parse(memberOf(JSON.parse(body), 'body'))
          await expire(services, due)
          return []
        } catch (error) {
          services.log.warn('a timer will come round again', { cause: String(error) })
          return [{ itemIdentifier: messageId }]
        }
      }),
    )
    return { batchItemFailures: failures.flat() }
  })
}

/** What the stream gave up on, read back before it expires there: one more chance each, then filed as rejected. */
export function salvageHandler(
  services: DetectionServices & { scenarios: readonly Scenario[] },
  readBack: (message: string) => Promise<StreamRecord[]>,
) {
  return observed(async (event: SQSEvent): Promise<void> => {
    for (const { body } of event.Records) {
      const records = await readBack(body)
      // Which function failed does not matter: for the others the messages are known.
      for (const scenario of services.scenarios) await salvage(services, scenario, records)
    }
  })
}
