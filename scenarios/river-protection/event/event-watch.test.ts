import { describe, expect, it } from 'vitest'
import { afterLook, eventRank } from '#scenarios/river-protection/event/event-watch.ts'
import type { OpenEvent } from '#scenarios/river-protection/memory.ts'

const minute = 60_000
const look = (moved: string[], deviations: Record<string, number> = {}) => ({
  state: { items: {}, samples: [] },
  alarm: moved.length > 0,
  moved,
  deviations,
})

describe('an event that goes on', () => {
  it('keeps its beginning, its items and how far they were off at most', () => {
    let event: OpenEvent | undefined = afterLook(undefined, look(['pH'], { pH: 14.4 }), 0, 60)
    event = afterLook(event, look(['pH', 'conductivity'], { pH: 12, conductivity: 30 }), minute, 60)
    expect(event).toEqual({ sinceMs: 0, lastMs: minute, items: { pH: 14, conductivity: 30 } })
    expect(eventRank(event)).toBe(2)
  })

  it('asks for a check while one item is alone', () => {
    expect(eventRank(afterLook(undefined, look(['pH'], { pH: 40 }), 0, 60))).toBe(1)
    expect(eventRank(undefined)).toBe(0)
  })

  it('is over after a quiet hour, not with the first quiet sample', () => {
    const event = afterLook(undefined, look(['pH'], { pH: 14 }), 0, 60)
    expect(afterLook(event, look([]), 59 * minute, 60)).toBe(event)
    expect(afterLook(event, look([]), 60 * minute, 60)).toBeUndefined()
  })
})
