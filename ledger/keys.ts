import { sha256 } from '#domain/digest.ts'
import type { Key } from '#domain/ports.ts'
import type { RowKey, RowType } from '#ledger/row-type.ts'
import { heldRow, limitsVersionRow, shelfRow, withheldRow } from '#ledger/rows/decision-rows.ts'
import { deviceChangeRow } from '#ledger/rows/device-change-row.ts'
import { deadlineRow, feedEventRow, feedHeadRow, outboxRow, sweepRow } from '#ledger/rows/event-rows.ts'
import { incidentRow, taskRow, timelineRow } from '#ledger/rows/incident-rows.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'
import { deviceRow, idempotencyRow, listedRow, registryNoticeRow, rejectedRow } from '#ledger/rows/message-rows.ts'

function at<Value>(type: RowType<Value>, pk: string, sk: string): RowKey<Value> {
  return { pk, sk, type }
}

/** Every kind of row of the platform, where it stands and what it holds. A scenario's own rows stand in its folder; nothing else spells a key. */
export const keys = {
  memory: (scenario: string, key: string) => at(memoryRow, `MEMORY#${scenario}#${key}`, 'memory'),
  incident: (id: string) => at(incidentRow, `INCIDENT#${id}`, 'incident'),
  timelineEntry: (incidentId: string, sequence: number) => at(timelineRow, `INCIDENT#${incidentId}`, `timeline#${padded(sequence, 8)}`),
  task: (id: string) => at(taskRow, `TASK#${id}`, 'task'),
  device: (id: string) => at(deviceRow, `DEVICE#${id}`, 'device'),
  registryNotice: (atMs: number, mark: string) => at(registryNoticeRow, 'REGISTRY', `${padded(atMs, 15)}#${mark}`),
  deviceChange: (id: string, revision: number) => at(deviceChangeRow, `DEVICE#${id}`, `change#${padded(revision, 8)}`),
  rejected: (id: string) => at(rejectedRow, `REJECTED#${id}`, 'rejected'),
  idempotency: (principal: string, key: string) => at(idempotencyRow, `IDEMPOTENCY#${principal}`, key),
  deadline: (dueAtMs: number, id: string) =>
    at(deadlineRow, deadlineBucket(deadlineMinute(dueAtMs), shardOf(id, deadlineShards)), `${padded(dueAtMs, 15)}#${id}`),
  outbox: (owner: string, order: string) => at(outboxRow, `OUTBOX#${shardOf(owner, outboxShards)}`, order),
  feedHead: at(feedHeadRow, 'FEED', 'head'),
  feedEvent: (sequence: number) => at(feedEventRow, feedPage(sequence), padded(sequence, 15)),
  limitsVersion: (scenario: string, number: number) => at(limitsVersionRow, `LIMITS#${scenario}`, padded(number, 8)),
  shelf: (scenario: string, untilMs: number, mark: string) => at(shelfRow, `SHELVES#${scenario}`, `${padded(untilMs, 15)}#${mark}`),
  held: (shelf: string, note: string) => at(heldRow, `HELD#${shelf}`, note),
  withheld: (day: string, scenario: string, key: string) => at(withheldRow, `WITHHELD#${day}`, `${scenario}#${key}`),
  listed: (scenario: string, list: string, place: string) => at(listedRow, `LISTED#${scenario}#${list}`, place),
  sweep: at(sweepRow, 'SWEEP', 'swept-through'),
}

/** Sparse views: lists that are read in order. */
export const views = {
  incidents: (openedAtMs: number, id: string): Key => ({ pk: 'INCIDENTS', sk: `${padded(openedAtMs, 15)}#${id}` }),
  openIncidents: (openedAtMs: number, id: string): Key => ({ pk: 'INCIDENTS#open', sk: `${padded(openedAtMs, 15)}#${id}` }),
  tasksOf: (assignee: string, assignedAtMs: number, id: string): Key => ({
    pk: `TASKS#${assignee}`,
    sk: `${padded(assignedAtMs, 15)}#${id}`,
  }),
  devices: (id: string): Key => ({ pk: 'DEVICES', sk: id }),
  listedGroup: (scenario: string, group: string, place: string): Key => ({ pk: `LISTED#${scenario}#group#${group}`, sk: place }),
  rejected: (receivedAtMs: number, id: string): Key => ({ pk: 'REJECTED', sk: `${padded(receivedAtMs, 15)}#${id}` }),
}

/** Rows that the relay has still to publish are kept in order within an owner; owners are spread over this many partitions. */
export const outboxShards = 4
/** Deadlines of one minute are spread over this many partitions. */
export const deadlineShards = 4
const feedPageSize = 1_000

/** The minute of a deadline, as its partitions are named after it. */
export function deadlineMinute(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16)
}

/** How the partition key of every deadline begins. */
export const deadlinesWord = 'DEADLINE#'

/** One of the partitions of the deadlines that fall into one minute. */
export function deadlineBucket(minute: string, shard: number): string {
  return `${deadlinesWord}${minute}#${shard}`
}

export function outboxPartition(shard: number): string {
  return `OUTBOX#${shard}`
}

export function feedPage(sequence: number): string {
  return `FEED#${padded(Math.floor(sequence / feedPageSize), 9)}`
}

/** Decimal with leading zeros, so that text order is number order. */
export function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

function shardOf(text: string, shards: number): number {
  return Number.parseInt(sha256(text).slice(0, 4), 16) % shards
}
