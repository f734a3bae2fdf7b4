import { decodeCursor, encodeCursor } from '#api/cursor.ts'
import type { ApiServices } from '#api/services.ts'
import type { RangeQuery, Store } from '#domain/ports.ts'
import { type Row, type RowType, rangeRows } from '#ledger/row-type.ts'

type Listing<Value> = {
  /** What the rows of the view hold. */
  type: RowType<Value>
  services: ApiServices
  question: string
  query: { limit?: number; cursor?: string }
  view: 'a' | 'b'
  pk: string
  newestFirst: boolean
}

const defaultLimit = 50
/** A filter that matches little must not read the whole ledger: after this many rows the page ends early, with a cursor. */
const rowsReadAtMost = 2_000

/** One page of a view, filtered; the cursor is bound to the question it answers. */
export async function listPage<Value>(
  listing: Listing<Value>,
  matches: (value: Value) => boolean,
): Promise<{ values: Value[]; next?: string }> {
  const { services, question, query } = listing
  const limit = query.limit ?? defaultLimit
  let position = query.cursor === undefined ? undefined : decodeCursor(question, query.cursor)
  const values: Value[] = []
  for (let read = 0; read < rowsReadAtMost; ) {
    const rows = await pageOf(services.store, listing, position, Math.min(200, limit * 2))
    for (const row of rows) {
      if (values.length === limit) return { values, next: encodeCursor(question, position ?? '') }
      if (matches(row.value)) values.push(row.value)
      position = row.views?.[listing.view]?.sk
    }
    if (rows.length === 0) return { values }
    read += rows.length
  }
  return { values, next: encodeCursor(question, position ?? '') }
}

function pageOf<Value>(
  store: Store,
  { type, view, pk, newestFirst }: Listing<Value>,
  position: string | undefined,
  limit: number,
): Promise<Row<Value>[]> {
  const from: Partial<RangeQuery> = position === undefined ? {} : newestFirst ? { before: position } : { after: position }
  return rangeRows(store, type, { pk, view, limit, newestFirst, ...from })
}
