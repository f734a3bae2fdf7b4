import { TooMuchContention } from '#domain/errors.ts'
import type { Clock, DeviceCommands, Log, Push, Queue, Rng, Store, Write } from '#domain/ports.ts'
import { feedKeptForMs, readFeedHead } from '#ledger/feed.ts'
import { keys, outboxPartition, outboxShards } from '#ledger/keys.ts'
import { deleteRow, putRow, type Row, rangeRows } from '#ledger/row-type.ts'
import { type FeedEvent, type OutboxEntry, outboxRow } from '#ledger/rows/event-rows.ts'
import { startTimer } from '#pipeline/short-timers.ts'

export type RelayServices = {
  store: Store
  push: Push
  deviceCommands: DeviceCommands
  timers: Queue
  clock: Clock
  rng: Rng
  log: Log
  county: { id: string }
}

/** Each event takes two writes beside the head's, and a commit takes 100. */
const eventsPerCommit = 48
const attempts = 10

/**
 * Tells the outside what the ledger decided: gives each event the next number of the gapless feed, hints it to consoles,
 * orders devices. An order is sent before its row is removed, an event is numbered in the
 * same commit that removes its row; so a crash anywhere repeats a sending and never loses or renumbers one.
 * Answers how many rows it published.
 */
export async function relay(services: RelayServices): Promise<number> {
  let told = 0
  for (let shard = 0; shard < outboxShards; shard++) told += await relayShard(services, outboxPartition(shard))
  return told
}

async function relayShard(services: RelayServices, pk: string): Promise<number> {
  let told = 0
  for (let conflicts = 0; conflicts < attempts; ) {
    const rows = await rangeRows(services.store, outboxRow, { pk, limit: eventsPerCommit })
    if (rows.length === 0) return told
    if (await tell(services, rows)) told += rows.length
    else await services.clock.sleep(services.rng.next() * 20 * 2 ** ++conflicts)
  }
  throw new TooMuchContention(`${pk}: no commit in ${attempts} attempts`)
}

/** False when another relay was faster with these rows or with the feed's next number. */
async function tell(services: RelayServices, rows: Row<OutboxEntry>[]): Promise<boolean> {
  for (const { value } of rows) await send(services, value)
  const head = await readFeedHead(services.store)
  const events = rows.flatMap(({ value }) => (value.channel === 'feed' ? [value.event] : []))
  const numbered = events.map((event, index): FeedEvent => ({ ...event, sequence: head.sequence + index + 1 }))
  const result = await services.store.commit(commitOf(rows, numbered, head))
  if (result.type === 'conflict') return false
  for (const event of numbered) {
    const { list, hint } = hintOf(event)
    await services.push
      .publish(`cs/${services.county.id}/console/${list}`, hint)
      .catch((error) => services.log.warn('consoles were not hinted; they will find it by polling', { cause: String(error) }))
  }
  return true
}

/** Which of a console's lists has changed, and where. */
function hintOf({ sequence, subject, data }: FeedEvent): { list: 'incidents' | 'decisions'; hint: Record<string, unknown> } {
  if (!('incidentId' in data)) return { list: 'decisions', hint: { sequence, id: subject } }
  return { list: 'incidents', hint: { sequence, id: data.incidentId, revision: data.revision, action: data.action } }
}

async function send({ deviceCommands, timers, clock, log }: RelayServices, row: OutboxEntry): Promise<void> {
  if (row.channel === 'command') {
    if (row.command.notAfterMs <= clock.now())
      log.warn('an order was too old to be given', { device: row.command.device, command: row.command.id })
    else await deviceCommands.command(row.command)
  }
  if (row.channel === 'timer') {
    await startTimer({ timers, clock }, { dueAtMs: row.dueAtMs, deadlineId: row.deadlineId })
  }
}

function commitOf(rows: Row<OutboxEntry>[], numbered: FeedEvent[], head: { sequence: number; version: number }): Write[] {
  const removals = rows.map((row) => deleteRow(row, row.version))
  if (numbered.length === 0) return removals
  const events = numbered.map((event) =>
    putRow(keys.feedEvent(event.sequence), event, 0, { expiresAtSeconds: Math.floor((event.atMs + feedKeptForMs) / 1000) }),
  )
  return [...removals, ...events, putRow(keys.feedHead, { sequence: head.sequence + numbered.length }, head.version)]
}
