import type { Shelf } from '#domain/incident/shelf.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys, padded } from '#ledger/keys.ts'
import { decisionWrite } from '#ledger/outbox.ts'
import { putRow, type Row, rangeRows, readRow } from '#ledger/row-type.ts'
import { type Held, heldRow, shelfRow } from '#ledger/rows/decision-rows.ts'

const mostShelves = 200

/** The shelves of a scenario whose time is not over at a moment, soonest over first. */
export async function readShelves(store: Store, scenario: string, atMs: number): Promise<Shelf[]> {
  const { pk } = keys.shelf(scenario, 0, '')
  const rows = await rangeRows(store, shelfRow, { pk, after: padded(atMs, 15), limit: mostShelves })
  return rows.map(({ value }) => value)
}

/** Its id says where a shelf stands. */
export function shelfId(scenario: string, untilMs: number, mark: string): string {
  return `${scenario}.${untilMs}.${mark}`
}

export async function readShelf(store: Store, id: string): Promise<Row<Shelf> | undefined> {
  const [scenario = '', untilMs = '', mark = ''] = id.split('.')
  return readRow(store, keys.shelf(scenario, Number(untilMs), mark))
}

/** A shelf that is put up (version 0) or ended, and what is published of it. */
export function shelfWrites(shelf: Shelf, version: number): Write[] {
  const { id, scenario, untilMs, ended } = shelf
  const event = { type: `cn.county-sense.shelf.${ended ? 'ended' : 'put'}.v1`, id: `shelf.${id}.${version + 1}` } as const
  return [
    putRow(keys.shelf(scenario, untilMs, id.split('.')[2] ?? ''), shelf, version),
    decisionWrite({ ...event, subject: scenario, atMs: ended?.atMs ?? shelf.fromMs, data: { scenario, shelf: id, untilMs } }),
  ]
}

export function heldWrite({ id, untilMs }: Shelf, held: Held, memoryVersion: number): Write {
  // A subject may be held, cleared and held again: each time is a row of its own.
  const key = keys.held(id, `${held.key}#${held.subject}#${memoryVersion}`)
  return putRow(key, held, 0, { expiresAtSeconds: Math.ceil(untilMs / 1000) + 86_400 })
}

export async function readHeld(store: Store, shelf: string): Promise<Held[]> {
  const rows = await rangeRows(store, heldRow, { pk: keys.held(shelf, '').pk, limit: mostShelves })
  return rows.map(({ value }) => value)
}
