import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import type { StreamLog } from '#adapters/local/stream-log.ts'
import type { ApiServices } from '#api/services.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'
import { type BatchResponse, type Checkpoints, StreamConsumer } from '#local/stream-runner.ts'
import { archiveBatch } from '#pipeline/archive.ts'
import { archiveConsumer, type ConsumerSettings, detectionConsumer } from '#pipeline/consumer-settings.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import { salvage } from '#pipeline/salvage.ts'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** One consumer of the stream for each scenario and one for the archive, as the template wires them. */
export function startConsumers(services: ApiServices, archive: Archive, file: LedgerFile, source: StreamLog): StreamConsumer[] {
  const checkpoints = checkpointsIn(file)
  const consume = (
    name: string,
    as: ConsumerSettings,
    handle: (records: StreamRecord[]) => Promise<BatchResponse>,
    giveUp: (records: StreamRecord[]) => Promise<unknown>,
  ) => {
    const settings = { name, ...as }
    const parts = {
      source,
      handle,
      giveUp: async (records: StreamRecord[]) => void (await giveUp(records)),
      checkpoints,
      clock: services.clock,
      rng: services.rng,
      log: services.log,
    }
    return new StreamConsumer(settings, parts)
  }
  const consumers = services.scenarios.map((scenario) =>
    consume(
      scenario.id,
      detectionConsumer,
      async (records) => ({
        batchItemFailures: (await detectBatch(services, scenario, records)).failed.map((itemIdentifier) => ({ itemIdentifier })),
      }),
      (records) => salvage(services, scenario, records),
    ),
  )
  const archiving = consume(
    'archive',
    archiveConsumer,
    async (records) => {
      await archiveBatch({ ...services, archive }, records)
      return {}
    },
    (records) => archiveBatch({ ...services, archive }, records),
  )
  const all = [...consumers, archiving]
  for (const consumer of all) consumer.start()
  return all
}

/** A checkpoint that is lost costs a repetition, not a message; so nobody waits for it. */
function checkpointsIn(file: LedgerFile): Checkpoints {
  return {
    async load(consumer) {
      const [value] = await file.getMany([`checkpoint!${consumer}`])
      return value ? decoder.decode(value) : '0'
    },
    async save(consumer, sequence) {
      void file.write([{ type: 'put', key: `checkpoint!${consumer}`, value: encoder.encode(sequence) }]).catch(() => undefined)
    },
  }
}
