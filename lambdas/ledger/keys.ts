import { sha256 } from '#domain/digest.ts'
import type { Key } from '#domain/ports.ts'

/** Every kind of row in the ledger and where it stands. Nothing else in the code spells a key. */
export const keys = {
  memory: (scenario: string, key: string): Key => ({ pk: `MEMORY#${scenario}#${key}`, sk: 'memory' }),
  incident: (id: string): Key => ({ pk: `INCIDENT#${id}`, sk: 'incident' }),
  timelineEntry: (incidentId: string, sequence: number): Key => ({ pk: `INCIDENT#${incidentId}`, sk: `timeline#${padded(sequence, 8)}` }),
  task: (id: string): Key => ({ pk: `TASK#${id}`, sk: 'task' }),
  device: (id: string): Key => ({ pk: `DEVICE#${id}`, sk: 'device' }),
  rejected: (id: string): Key => ({ pk: `REJECTED#${id}`, sk: 'rejected' }),
  idempotency: (principal: string, key: string): Key => ({ pk: `IDEMPOTENCY#${principal}`, sk: key }),
  deadline: (dueAtMs: number, id: string): Key => ({
    pk: deadlineBucket(deadlineMinute(dueAtMs), shardOf(id, deadlineShards)),
    sk: `${padded(dueAtMs, 15)}#${id}`,
  }),
  outbox: (owner: string, order: string): Key => ({ pk: `OUTBOX#${shardOf(owner, outboxShards)}`, sk: order }),
  feedHead: { pk: 'FEED', sk: 'head' } satisfies Key,
  feedEvent: (sequence: number): Key => ({ pk: feedPage(sequence), sk: padded(sequence, 15) }),
  limitsVersion: (scenario: string, number: number): Key => ({ pk: `LIMITS#${scenario}`, sk: padded(number, 8) }),
  shelf: (scenario: string, untilMs: number, mark: string): Key => ({ pk: `SHELVES#${scenario}`, sk: `${padded(untilMs, 15)}#${mark}` }),
  held: (shelf: string, note: string): Key => ({ pk: `HELD#${shelf}`, sk: note }),
  withheld: (day: string, scenario: string, key: string): Key => ({ pk: `WITHHELD#${day}`, sk: `${scenario}#${key}` }),
  listed: (scenario: string, list: string, place: string): Key => ({ pk: `LISTED#${scenario}#${list}`, sk: place }),
  screeningList: (listTimeMs: number, hash: string): Key => ({ pk: 'SCREENING-LISTS', sk: `${padded(listTimeMs, 15)}#${hash}` }),
  screeningRead: (atMs: number, id: string): Key => ({ pk: 'SCREENING-READS', sk: `${padded(atMs, 15)}#${id}` }),
  sweep: { pk: 'SWEEP', sk: 'swept-through' } satisfies Key,
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
  screeningReads: (atMs: number, id: string): Key => ({ pk: 'SCREENING-READS', sk: `${padded(atMs, 15)}#${id}` }),
  rejected: (receivedAtMs: number, id: string): Key => ({ pk: 'REJECTED', sk: `${padded(receivedAtMs, 15)}#${id}` }),
}

/** Rows that the relay has still to tell are kept in order within an owner; owners are spread over this many partitions. */
export const outboxShards = 4
/** Deadlines of one minute are spread over this many partitions. */
export const deadlineShards = 4
const feedPageSize = 1_000

/** The minute of a deadline, as its partitions are named after it. */
export function deadlineMinute(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16)
}

/** One of the partitions of the deadlines that fall into one minute. */
export function deadlineBucket(minute: string, shard: number): string {
  return `DEADLINE#${minute}#${shard}`
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
