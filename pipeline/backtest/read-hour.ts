import type { skipReasons } from '#domain/api/quality.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { presence } from '#domain/observation/presence.ts'
import { readMessage } from '#domain/observation/read-message.ts'
import type { Archive, StreamRecord } from '#domain/ports.ts'
import { consumes, type Scenario } from '#domain/scenario/scenario.ts'
import type { DeviceRegistry } from '#ledger/devices.ts'

/** So many batches are fetched at once: a week of four shards in two minutes at 20 ms each. */
const atOnce = 16
/** A detection function has 512 MB; a record is about 1 kB in memory. Those above it are counted as left out, never quietly lost. */
export const mostRecordsHeld = 150_000

export type SkipReason = (typeof skipReasons)[number]
export type Skipped = Partial<Record<SkipReason, number>>

export type ArchiveReader = {
  archive: Pick<Archive, 'batches' | 'open'>
  registry: DeviceRegistry
  county: CountyContext
}
/** A time to read, epoch ms, and for whom. */
export type Span = { scenario: Scenario; fromMs: number; untilMs: number }
/** One hour's observations in the order they came in, and records of batches that reach into the hours after it. */
export type HourRead = { observations: Observation[]; carried: StreamRecord[]; skipped: Skipped; held: number }

const hourMs = 3_600_000

/**
 * What came in within one hour for a scenario: batches that began in it, fetched side by side and taken in their order, and what
 * earlier ones carried into it. Order within a shard is kept, and with it the order of every device.
 */
export async function readHour(
  { archive, registry, county }: ArchiveReader,
  { scenario, fromMs, untilMs }: Span,
  hourStartMs: number,
  carriedIn: readonly StreamRecord[],
  most = mostRecordsHeld,
): Promise<HourRead> {
  const skipped: Skipped = {}
  const skip = (reason: SkipReason, count = 1) => {
    if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count
  }
  const records = [...carriedIn]
  for await (const batch of inOrder(await archive.batches(hourStartMs), atOnce, (name) => opened(archive, name))) {
    if (!batch) skip('batch-unreadable')
    const ofTime = (batch ?? []).filter(({ envelope: { receivedAtMs } }) => receivedAtMs >= fromMs && receivedAtMs < untilMs)
    skip('unknown-kind', ofTime.filter(({ envelope: { kind } }) => kind !== presence.name && !county.claimedKinds.has(kind)).length)
    const wanted = ofTime.filter(({ envelope }) => consumes(scenario, envelope.kind))
    const room = Math.max(0, most - records.length)
    skip('over-budget', wanted.length - room)
    for (const record of wanted.slice(0, room)) records.push(record)
  }
  const isLater = ({ envelope }: StreamRecord) => envelope.receivedAtMs >= hourStartMs + hourMs
  const now = records.filter((record) => !isLater(record))
  const devices = await registry.lookUp(now.map(({ envelope }) => envelope.device))
  const observations = now.flatMap(({ envelope }) => {
    const reading = readMessage(county, envelope, devices.get(envelope.device), envelope.device)
    return reading.type === 'observation' ? [reading.observation] : []
  })
  skip('rejected', now.length - observations.length)
  observations.sort((a, b) => a.receivedAtMs - b.receivedAtMs)
  return { observations, carried: records.filter(isLater), skipped, held: records.length }
}

/** Twice, for what passes; a batch that is gone or broken is left out, and that is told. */
async function opened(archive: Pick<Archive, 'open'>, name: string): Promise<StreamRecord[] | undefined> {
  return archive.open(name).catch(() => archive.open(name).catch(() => undefined))
}

/** Work side by side, at most `width` at once, its results in the order of the items. Work that can fail must answer so. */
async function* inOrder<In, Out>(items: readonly In[], width: number, work: (item: In) => Promise<Out>): AsyncIterable<Out> {
  const running: Promise<Out>[] = []
  for (const item of items) {
    running.push(work(item))
    const first = running.length >= width ? running.shift() : undefined
    if (first) yield await first
  }
  for (const rest of running) yield await rest
}
