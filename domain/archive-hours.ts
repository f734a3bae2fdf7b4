const [hourMs, dayMs] = [3_600_000, 86_400_000]

/**
 * The hours (UTC, epoch ms of their beginning) whose batches may hold records of a time. A batch lies where it began and may reach
 * into the next day, as one does that was written after a standstill: the first is the first hour of the day before.
 */
export function hoursOf(fromMs: number, toMs: number): number[] {
  const hours: number[] = []
  for (let atMs = Math.floor(fromMs / dayMs) * dayMs - dayMs; atMs < toMs; atMs += hourMs) hours.push(atMs)
  return hours
}
