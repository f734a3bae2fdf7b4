import type { EventStep } from '#scenarios/river-protection/event/event.ts'
import type { OpenEvent, Rank } from '#scenarios/river-protection/memory.ts'

/** The event after one sample. It ends when nothing has stood out for a while, not with the first quiet sample. */
export function afterLook(event: OpenEvent | undefined, step: EventStep, atMs: number, clearAfterMinutes: number): OpenEvent | undefined {
  if (!step.alarm) return event && atMs - event.lastMs >= clearAfterMinutes * 60_000 ? undefined : event
  const items = { ...event?.items }
  for (const code of step.moved) items[code] = Math.max(items[code] ?? 0, Math.round(step.deviations[code] ?? 0))
  return { sinceMs: event?.sinceMs ?? atMs, lastMs: Math.max(atMs, event?.lastMs ?? atMs), items }
}

/** Several items that move together are the water; one alone may be its sensor, and asks for a check. */
export function eventRank(event: OpenEvent | undefined): Rank {
  if (!event) return 0
  return Object.keys(event.items).length >= 2 ? 2 : 1
}
