import type { Store } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { rangeRows } from '#ledger/row-type.ts'
import { withheldRow } from '#ledger/rows/decision-rows.ts'

export type WithheldRow = { scenario: string; device: string; why: string; count: number }

const dayMs = 86_400_000
const mostDays = 92
const pageRows = 200

/** How many findings opened no incident, and why, over the days of a time; the most first. */
export async function readWithheld(store: Store, fromMs: number, toMs: number): Promise<WithheldRow[]> {
  const sums = new Map<string, WithheldRow>()
  for (
    let atMs = Math.max(fromMs, toMs - mostDays * dayMs), days = 0;
    days <= mostDays && dayOf(atMs) <= dayOf(toMs);
    atMs += dayMs, days++
  ) {
    const { pk } = keys.withheld(dayOf(atMs), '', '')
    for (let after: string | undefined; ; ) {
      const rows = await rangeRows(store, withheldRow, { pk, limit: pageRows, ...(after !== undefined && { after }) })
      for (const { value } of rows) add(sums, value)
      after = rows.at(-1)?.sk
      if (after === undefined) break
    }
  }
  return [...sums.values()].sort((a, b) => b.count - a.count)
}

function add(sums: Map<string, WithheldRow>, { scenario, counts }: { scenario: string; counts: Record<string, number> }): void {
  for (const [name, count] of Object.entries(counts)) {
    const [why = '', device = ''] = name.split('|')
    const row = sums.get(`${scenario}|${name}`) ?? { scenario, device, why, count: 0 }
    sums.set(`${scenario}|${name}`, { ...row, count: row.count + count })
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
