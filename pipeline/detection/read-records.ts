import type { CountyContext } from '#domain/county/county-context.ts'
import { TooMuchContention } from '#domain/errors.ts'
import { type Reading, type RejectionReason, readMessage } from '#domain/observation/read-message.ts'
import type { Envelope, StreamRecord, Write } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { rejectedMessage, rejectedWrite } from '#ledger/rejected.ts'
import { readRow } from '#ledger/row-type.ts'
import type { RejectedMessage } from '#ledger/rows/message-rows.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

export type ReadRecord = { record: StreamRecord; reading: Reading }

/** Reads a batch of records: each becomes an observation or a named rejection. */
export async function readRecords(services: DetectionServices, records: StreamRecord[]): Promise<ReadRecord[]> {
  const devices = await services.registry.lookUp(records.map(({ envelope }) => envelope.device))
  return records.map((record) => {
    const { envelope } = record
    const known = services.readings.get(envelope)
    if (known) return { record, reading: known }
    const reading = readMessage(services.county, envelope, devices.get(envelope.device), envelope.device)
    services.readings.set(envelope, reading)
    return { record, reading }
  })
}

/** What filing a message needs. */
export type RejectionServices = Pick<DetectionServices, 'store' | 'meter'> & { county: Pick<CountyContext, 'sensitiveKinds'> }

const attempts = 4

/**
 * Files a message that cannot be used with its reason: whole, unless its kind can carry personal data. Filing it twice is
 * filing it once. One that was replayed and fails again is filed anew, and the earlier one says so, in one commit.
 */
export async function fileRejected(
  services: RejectionServices,
  envelope: Envelope,
  reason: RejectionReason,
  detail: string,
): Promise<void> {
  const message = rejectedMessage(envelope, reason, detail, services.county.sensitiveKinds.has(envelope.kind))
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const result = await services.store.commit([rejectedWrite(message), ...(await failedAgain(services, message))])
    if (result.type === 'committed') return services.meter.count('MessagesRejected', 1, { reason })
    if (message.replayOf === undefined || (await services.store.get([keys.rejected(message.id)]))[0]) return
  }
  throw new TooMuchContention(`rejected message ${message.id}: what it is a replay of changed ${attempts} times`)
}

/** The earlier message, which was replayed in vain. */
async function failedAgain({ store }: RejectionServices, { id, replayOf }: RejectedMessage): Promise<Write[]> {
  const earlier = replayOf === undefined ? undefined : await readRow(store, keys.rejected(replayOf))
  return earlier ? [rejectedWrite({ ...earlier.value, state: 'rejected-again', again: id }, earlier.version)] : []
}
