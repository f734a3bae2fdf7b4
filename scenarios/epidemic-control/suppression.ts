/** Counts smaller than this could point at somebody. */
export const smallest = 5

export type Suppressed<Row> = { [Column in keyof Row]: Row[Column] extends number ? number | 'hidden' : Row[Column] }

/**
 * Rows as they may leave the county: counts from 1 to 4 become `hidden`. A single one would follow from the column's total,
 * so the next smallest is hidden with it. Zeros stay: they point at nobody.
 */
export function suppressed<Row extends Record<string, string | number>>(
  rows: readonly Row[],
  columns: readonly (keyof Row)[],
): Suppressed<Row>[] {
  const hidden = new Map(columns.map((column) => [column, hiddenIn(rows.map((row) => row[column]))]))
  return rows.map((row, at) => {
    const cells = Object.entries(row).map(([column, value]) => [column, hidden.get(column)?.has(at) ? 'hidden' : value])
    return Object.fromEntries(cells) as Suppressed<Row>
  })
}

/** Places of a column to hide: none or at least two, so that a published total gives none away. */
function hiddenIn(values: readonly unknown[]): Set<number> {
  const counts = values.map((value, at) => ({ at, count: Number(value) })).filter(({ count }) => count > 0)
  const ordered = counts.sort((a, b) => a.count - b.count || a.at - b.at)
  const small = ordered.filter(({ count }) => count < smallest).length
  return new Set(ordered.slice(0, small === 1 ? 2 : small).map(({ at }) => at))
}
