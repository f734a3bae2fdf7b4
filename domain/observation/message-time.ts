const earliestMs = Date.UTC(2020, 0, 1)
const iso = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * Epoch milliseconds of a device's time stamp, or `undefined` when it names no moment.
 * Text is RFC 3339; without an offset it is the county's own time. Numbers are epoch seconds, milliseconds or microseconds,
 * told apart by their size. `2026-02-30`, `24:00` and leap seconds are refused: `Date` would move them to another day.
 */
export function parseMessageTime(value: unknown, countyOffsetMinutes: number): number | undefined {
  if (typeof value === 'number') return parseEpoch(value)
  if (typeof value !== 'string') return undefined
  const parts = iso.exec(value)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = parts
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
  if (new Date(utc).getUTCDate() !== Number(day) || new Date(utc).getUTCMonth() !== Number(month) - 1) return undefined
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3) || 0)
  const offsetMinutes = parseOffset(offset, countyOffsetMinutes)
  return offsetMinutes === undefined ? undefined : utc + milliseconds - offsetMinutes * 60_000
}

/** RFC 3339 text in the county's own time, e.g. `2026-11-23T10:00:00.000+08:00`. */
export function formatTime(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1)
  const sign = offsetMinutes < 0 ? '-' : '+'
  const size = Math.abs(offsetMinutes)
  return `${local}${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}

/**
 * The time to reckon with: the device's own, or the server's when the device is ahead of it by more than `aheadMs` or
 * stands before 2020 (a clock that was never set).
 */
export function trustedTime(deviceMs: number, receivedAtMs: number, aheadMs = 300_000): { atMs: number; clock: 'device' | 'server' } {
  if (deviceMs > receivedAtMs + aheadMs || deviceMs < earliestMs) return { atMs: receivedAtMs, clock: 'server' }
  return { atMs: deviceMs, clock: 'device' }
}

function parseEpoch(value: number): number | undefined {
  if (!Number.isFinite(value) || value < 0) return undefined
  if (value < 1e11) return Math.round(value * 1000)
  if (value < 1e14) return Math.round(value)
  return value < 1e17 ? Math.round(value / 1000) : undefined
}

function parseOffset(offset: string | undefined, countyOffsetMinutes: number): number | undefined {
  if (offset === undefined) return countyOffsetMinutes
  if (offset === 'Z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  return (offset[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
