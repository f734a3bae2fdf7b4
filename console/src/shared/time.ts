import { useEffect, useState } from 'react'
import type { CommonWords } from '../locales/common.ts'

/** The moment, refreshed every second; by the county's clock when its distance from ours is given. */
export function useNow(aheadMs = 0): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return now + aheadMs
}

/** How long ago, in the largest fitting unit. */
export function ageText(sinceMs: number, nowMs: number, t: CommonWords): string {
  const seconds = Math.max(0, Math.round((nowMs - sinceMs) / 1_000))
  if (seconds < 90) return `${seconds} ${t.secondsShort}`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} ${t.minutesShort}`
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} ${t.hoursShort}`
  return `${Math.round(seconds / 86_400)} ${t.daysShort}`
}

/** The clock time of an API time stamp, as it stands in the county. */
export function clockText(iso: string): string {
  return iso.slice(11, 19)
}

/** Day and minute of an API time stamp, as they stand in the county. */
export function dayText(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ')
}
