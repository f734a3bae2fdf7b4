import type { CountyContext } from '#domain/county/county-context.ts'
import { sha256 } from '#domain/digest.ts'
import { presence } from '#domain/observation/presence.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'
import { fileRejected, type RejectionServices } from '#pipeline/detection/read-records.ts'

export type ArchiveServices = RejectionServices & { archive: Archive; county: Pick<CountyContext, 'claimedKinds' | 'sensitiveKinds'> }

/**
 * Keeps everything that came in; of messages that can carry personal data only that they came, since what expires in the ledger
 * must not live on here. It reads the whole stream, so it is also where a message of a kind that no scenario claims,
 * and that the scenarios' filters drop without a word, is filed as rejected.
 */
export async function archiveBatch(services: ArchiveServices, records: StreamRecord[]): Promise<void> {
  const unclaimed = records.filter(({ envelope: { kind } }) => kind !== presence.name && !services.county.claimedKinds.has(kind))
  await Promise.all(
    unclaimed.map(({ envelope }) =>
      fileRejected(services, envelope, 'unknown-kind', `no scenario consumes messages of kind "${envelope.kind}"`),
    ),
  )
  const [first, last] = [records[0], records.at(-1)]
  const kept = records.map((record) => (services.county.sensitiveKinds.has(record.envelope.kind) ? withoutContent(record) : record))
  if (first && last) await services.archive.store(`${first.sequence}-${last.sequence}`, kept)
}

/** Size and hash in the place of the payload: what came in can be counted and compared, not read. */
function withoutContent({ sequence, envelope }: StreamRecord): StreamRecord {
  const { payload } = envelope
  const left = JSON.stringify({ notKept: 'personal data', bytes: payload.byteLength, sha256: sha256(payload) })
  return { sequence, envelope: { ...envelope, payload: new TextEncoder().encode(left) } }
}
