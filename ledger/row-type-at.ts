import type { Item, Key } from '#domain/ports.ts'
import { type RowType, rowOf } from '#ledger/row-type.ts'
import { backtestPartRow, backtestRow, backtestTurnRow } from '#ledger/rows/backtest-rows.ts'
import { heldRow, limitsVersionRow, shelfRow, withheldRow } from '#ledger/rows/decision-rows.ts'
import { deviceChangeRow } from '#ledger/rows/device-change-row.ts'
import { deadlineRow, feedEventRow, feedHeadRow, outboxRow, sweepRow } from '#ledger/rows/event-rows.ts'
import { incidentRow, taskRow, timelineRow } from '#ledger/rows/incident-rows.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'
import { deviceRow, idempotencyRow, listedRow, registryNoticeRow, rejectedRow } from '#ledger/rows/message-rows.ts'

/** By the first word of the partition key, as `keys` spells it. */
const types: Readonly<Record<string, (sk: string) => RowType<unknown>>> = {
  MEMORY: () => memoryRow,
  INCIDENT: (sk) => (sk === 'incident' ? incidentRow : timelineRow),
  TASK: () => taskRow,
  REGISTRY: () => registryNoticeRow,
  DEVICE: (sk) => (sk === 'device' ? deviceRow : deviceChangeRow),
  REJECTED: () => rejectedRow,
  IDEMPOTENCY: () => idempotencyRow,
  DEADLINE: () => deadlineRow,
  OUTBOX: () => outboxRow,
  FEED: (sk) => (sk === 'head' ? feedHeadRow : feedEventRow),
  LIMITS: () => limitsVersionRow,
  SHELVES: () => shelfRow,
  HELD: () => heldRow,
  WITHHELD: () => withheldRow,
  LISTED: () => listedRow,
  SWEEP: () => sweepRow,
  BACKTEST: (sk) => (sk === 'backtest' ? backtestRow : sk.startsWith('turn') ? backtestTurnRow : backtestPartRow),
}

/** What a row of the platform holds, by where it stands; `undefined` for a scenario's own. */
export function rowTypeAt({ pk, sk }: Key): RowType<unknown> | undefined {
  const [word = ''] = pk.split('#', 1)
  return Object.hasOwn(types, word) ? types[word]?.(sk) : undefined
}

/** The values of all rows of one type; what cannot be read is told of by itself. */
export function valuesOf<Value>(rows: readonly Item[], type: RowType<Value>): Value[] {
  return rows.flatMap((item) => {
    if (rowTypeAt(item) !== type) return []
    try {
      return [rowOf(type, item).value]
    } catch {
      return []
    }
  })
}
