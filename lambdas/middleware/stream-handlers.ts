import type {
  DynamoDBStreamEvent,
  EventBridgeEvent,
  KinesisStreamBatchResponse,
  KinesisStreamEvent,
  SQSBatchItemFailure,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda'
import { memberOf } from '#domain/entries.ts'
import type { Key, Log, StreamRecord } from '#domain/ports.ts'
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
import { type RedeliveryServices, redeliver, type Undelivered } from '#pipeline/undelivered.ts'

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
  return observed(async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const failures = await Promise.all(
      event.Records.map((message) =>
        failureOf(services.log, message, async (body) => {
          await expire(services, dueDeadlineSchema.parse(memberOf(body, 'body')))
        }),
      ),
    )
    return { batchItemFailures: failures.flat() }
  })
}

/** What a message of the failed queue stands for: a batch the stream gave up on, or what an IoT rule could not put into it. */
export type FailedDelivery = { type: 'batch'; records: StreamRecord[] } | { type: 'rule-errors'; undelivered: Undelivered[] }

/**
 * What did not get through, read back: records get one more chance each, then are filed as rejected; what never reached the stream
 * is put into it. One message after the other, and each is answered for alone.
 */
export function salvageHandler(
  services: DetectionServices & RedeliveryServices & { scenarios: readonly Scenario[] },
  readBack: (message: unknown) => Promise<FailedDelivery>,
) {
  const take = async (message: unknown): Promise<void> => {
    const delivery = await readBack(message)
    if (delivery.type === 'rule-errors') for (const undelivered of delivery.undelivered) await redeliver(services, undelivered)
    // Which function failed does not matter: for the others the messages are known.
    else for (const scenario of services.scenarios) await salvage(services, scenario, delivery.records)
  }
  return observed(async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures = []
    for (const message of event.Records) batchItemFailures.push(...(await failureOf(services.log, message, take)))
    return { batchItemFailures }
  })
}

/** Nothing when the work succeeded; else what tells SQS that this message, and no other, must come round again. */
async function failureOf(log: Log, { messageId, body }: SQSRecord, work: (body: unknown) => Promise<void>): Promise<SQSBatchItemFailure[]> {
  try {
    await work(JSON.parse(body))
    return []
  } catch (error) {
    log.error('a message of the queue was not worked through and will come round again', { messageId, cause: String(error) })
    return [{ itemIdentifier: messageId }]
  }
}
