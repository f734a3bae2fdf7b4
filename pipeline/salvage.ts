import type { StreamRecord } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import { fileRejected } from '#pipeline/detection/read-records.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/**
 * Takes over what the stream gave up on: each record gets one more chance alone, and what still fails is filed as rejected,
 * whole, so that an operator can replay it when the cause is mended. Throws when not even that is possible.
 */
export async function salvage(services: DetectionServices, scenario: Scenario, records: StreamRecord[]): Promise<{ filed: number }> {
  let filed = 0
  for (const record of records) {
    const { failed } = await detectBatch(services, scenario, [record])
    if (failed.length === 0) continue
    await fileRejected(
      services,
      record.envelope,
      'failed',
      `scenario ${scenario.id} could not work through it; replay it when the cause is mended`,
    )
    filed++
  }
  return { filed }
}
