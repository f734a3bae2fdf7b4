import type { Key, Store } from '#domain/ports.ts'
import { padded } from '#ledger/keys.ts'
import { deleteRow, putRow, type Row, type RowKey, type RowType, rangeRows, readRow, readRows } from '#ledger/row-type.ts'
import { type Backtest, backtestPartRow, backtestRow, backtestTurnRow } from '#ledger/rows/backtest-rows.ts'

/** How the partition key of every row of a back-test begins, and the sort key of the rows that start a turn. */
export const [backtestsWord, turnWord] = ['BACKTEST#', 'turn#']

const keptSeconds = 86_400
/** An item is at most 400 KB; a commit of several is at most 4 MB, so each part is committed by itself. */
const partCharacters = 300_000
const perRead = 20

// Not among `keys`: every detection function carries those, and none of them knows a back-test.
const at = <Value>(type: RowType<Value>, id: string, sk: string): RowKey<Value> => ({ pk: `${backtestsWord}${id}`, sk, type })
const headKey = (id: string) => at(backtestRow, id, 'backtest')
const turnKey = (id: string, turn: number) => at(backtestTurnRow, id, `${turnWord}${padded(turn, 6)}`)
const partKey = (id: string, checkpoint: number, part: number) =>
  at(backtestPartRow, id, `part#${padded(checkpoint, 6)}#${padded(part, 6)}`)
/** Those that have not ended, oldest first. */
const runningView = ({ createdAtMs, id }: Backtest): Key => ({ pk: 'BACKTESTS', sk: `${padded(createdAtMs, 15)}#${id}` })

/** The back-test of a turn's key, as the table's stream tells it. */
export function backtestOfTurn({ pk, sk }: Key): string | undefined {
  return pk.startsWith(backtestsWord) && sk.startsWith(turnWord) ? pk.slice(backtestsWord.length) : undefined
}

export function readBacktest(store: Store, id: string): Promise<Row<Backtest> | undefined> {
  return readRow(store, headKey(id))
}

/** Those that have not ended, oldest first. */
export async function runningBacktests(store: Store): Promise<Backtest[]> {
  const rows = await rangeRows(store, backtestRow, { pk: 'BACKTESTS', view: 'a', limit: 100 })
  return rows.map(({ value }) => value)
}

/**
 * Writes how a back-test stands, if nobody did meanwhile, and has it taken up (again) when `next` says so. Answers the version it
 * has now, or `undefined`: somebody else works on it.
 */
export async function writeBacktest(store: Store, backtest: Backtest, ifVersion: number, next = false): Promise<number | undefined> {
  const expiresAtSeconds = expiryOf(backtest)
  const views = backtest.outcome.state === 'running' ? { views: { a: runningView(backtest) } } : {}
  const { type } = await store.commit([
    putRow(headKey(backtest.id), backtest, ifVersion, { expiresAtSeconds, ...views }),
    ...(next ? [putRow(turnKey(backtest.id, backtest.turn), { turn: backtest.turn }, 0, { expiresAtSeconds })] : []),
  ])
  return type === 'committed' ? ifVersion + 1 : undefined
}

/** Puts away what a back-test has come to, beside what it put away before, under a number that no other run uses. */
export async function writeParts(store: Store, backtest: Backtest, checkpoint: number, packed: string): Promise<number> {
  const parts = Math.max(1, Math.ceil(packed.length / partCharacters))
  for (let part = 0; part < parts; part++) {
    const piece = { packed: packed.slice(part * partCharacters, (part + 1) * partCharacters) }
    const write = putRow(partKey(backtest.id, checkpoint, part), piece, 0, { expiresAtSeconds: expiryOf(backtest) })
    const { type } = await store.commit([write])
    if (type === 'conflict') throw new Error(`back-test ${backtest.id} not put away: part ${part} of ${checkpoint} is there already`)
  }
  return parts
}

/** What was put away last. @throws when a part of it is gone */
export async function readParts(store: Store, { id, checkpoint }: Backtest): Promise<string | undefined> {
  if (!checkpoint) return undefined
  const pieces: string[] = []
  for (let first = 0; first < checkpoint.parts; first += perRead) {
    const keys = Array.from({ length: Math.min(perRead, checkpoint.parts - first) }, (_, n) => partKey(id, checkpoint.number, first + n))
    for (const row of await readRows(store, keys)) {
      if (!row) throw new Error(`back-test ${id}: a part of what was put away is gone`)
      pieces.push(row.value.packed)
    }
  }
  return pieces.join('')
}

/** Forgets what was put away and is not needed any more; what this misses expires. */
export async function deleteParts(store: Store, { id, checkpoint }: Backtest): Promise<void> {
  for (let part = 0; checkpoint && part < checkpoint.parts; part++) {
    const key = partKey(id, checkpoint.number, part)
    const [old] = await store.get([key])
    if (old) await store.commit([deleteRow(key, old.version)])
  }
}

function expiryOf({ createdAtMs }: Backtest): number {
  return Math.floor(createdAtMs / 1000) + keptSeconds
}
