import type { Archive, StreamRecord } from '#domain/ports.ts'
import { fileRejected } from '#lambdas/detection/read-records.ts'
import type { DetectionServices } from '#lambdas/detection/services.ts'

export type ArchiveServices = DetectionServices & { archive: Archive }

/**
 * Keeps everything that came in. It reads the whole stream, so it is also where a message of a kind that no scenario claims,
 * and that the scenarios' filters drop without a word, is filed as rejected.
 */
export async function archiveBatch(services: ArchiveServices, records: StreamRecord[]): Promise<void> {
  const unclaimed = records.filter(({ envelope }) => !services.county.kinds.has(envelope.kind))
  await Promise.all(
    unclaimed.map(({ envelope }) =>
      fileRejected(services, envelope, 'unknown-kind', `no scenario consumes messages of kind "${envelope.kind}"`),
    ),
  )
  const [first, last] = [records[0], records.at(-1)]
  if (first && last) await services.archive.store(`${first.sequence}-${last.sequence}`, records)
}
