import { type Reading, type RejectionReason, readMessage } from '#domain/observation/read-message.ts'
import type { Envelope, StreamRecord } from '#domain/ports.ts'
import type { DetectionServices } from '#lambdas/detection/services.ts'
import { rejectedMessage, rejectedWrite } from '#lambdas/ledger/rejected.ts'

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

/** Files a message that cannot be used with its reason: whole, unless its kind can carry personal data. Filing it twice is filing it once. */
export async function fileRejected(
  services: DetectionServices,
  envelope: Envelope,
  reason: RejectionReason,
  detail: string,
): Promise<void> {
  const message = rejectedMessage(envelope, reason, detail, services.county.sensitiveKinds.has(envelope.kind))
  const result = await services.store.commit([rejectedWrite(message)])
  if (result.type === 'committed') services.meter.count('MessagesRejected', 1, { reason })
}
