/**
 * The cheapest assignment of rows to columns (Hungarian method with potentials, Kuhn 1955, Munkres 1957; O(rows² · columns)).
 * `costs[row][column]` must be finite. Answers the column of each row, −1 for rows left over.
 */
export function assign(costs: number[][]): number[] {
  const rows = costs.length
  const columns = costs[0]?.length ?? 0
  if (rows === 0 || columns === 0) return costs.map(() => -1)
  if (rows > columns) return invert(assign(transpose(costs)), rows)
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1) // 1-based, 0 is free; column 0 holds the row being placed
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row
    const cameFrom = augmentingPath(costs, rowPotential, columnPotential, rowOf)
    for (let column = cameFrom.end; column !== 0; column = cameFrom.previous[column] ?? 0) {
      rowOf[column] = rowOf[cameFrom.previous[column] ?? 0] ?? 0
    }
  }
  const result = new Array<number>(rows).fill(-1)
  for (let column = 1; column <= columns; column++) if (rowOf[column]) result[(rowOf[column] ?? 0) - 1] = column - 1
  return result
}

function augmentingPath(costs: number[][], rowPotential: Float64Array, columnPotential: Float64Array, rowOf: Int32Array) {
  const columns = columnPotential.length - 1
  const slack = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
  const visited = new Uint8Array(columns + 1)
  const previous = new Int32Array(columns + 1)
  let column = 0
  do {
    visited[column] = 1
    const row = rowOf[column] ?? 0
    let nearest = 0
    let step = Number.POSITIVE_INFINITY
    for (let next = 1; next <= columns; next++) {
      if (visited[next]) continue
      const reduced = (costs[row - 1]?.[next - 1] ?? 0) - (rowPotential[row] ?? 0) - (columnPotential[next] ?? 0)
      if (reduced < (slack[next] ?? 0)) {
        slack[next] = reduced
        previous[next] = column
      }
      if ((slack[next] ?? 0) < step) {
        step = slack[next] ?? 0
        nearest = next
      }
    }
    for (let seen = 0; seen <= columns; seen++) {
      if (visited[seen]) {
        rowPotential[rowOf[seen] ?? 0] = (rowPotential[rowOf[seen] ?? 0] ?? 0) + step
        columnPotential[seen] = (columnPotential[seen] ?? 0) - step
      } else slack[seen] = (slack[seen] ?? 0) - step
    }
    column = nearest
  } while (rowOf[column] !== 0)
  return { end: column, previous }
}

function transpose(costs: number[][]): number[][] {
  return (costs[0] ?? []).map((_, column) => costs.map((row) => row[column] ?? 0))
}

function invert(rowOfColumn: number[], rows: number): number[] {
  const result = new Array<number>(rows).fill(-1)
  rowOfColumn.forEach((row, column) => {
    if (row >= 0) result[row] = column
  })
  return result
}
