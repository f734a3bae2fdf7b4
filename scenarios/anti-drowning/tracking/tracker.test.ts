import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assign } from '#scenarios/anti-drowning/tracking/assignment.ts'
import { type Detection, defaultProfile, emptyTracker, trackFrame } from '#scenarios/anti-drowning/tracking/tracker.ts'

/** A swimmer who crosses the picture in a straight line. */
const walker = (frame: number, score = 0.9): Detection => ({ x: 100 + frame * 6, y: 200, w: 40, h: 90, score })

function follow(frames: (Detection[] | undefined)[], intervalMs = 200) {
  let state = emptyTracker
  return frames.map((detections, frame) => {
    if (!detections) return undefined
    const step = trackFrame(state, frame * intervalMs, detections, defaultProfile)
    state = step.state
    return step.boxes
  })
}

describe('the cheapest assignment', () => {
  it('is as cheap as trying every permutation', () => {
    const matrix = fc.integer({ min: 1, max: 5 }).chain((rows) =>
      fc.integer({ min: rows, max: 6 }).chain((columns) =>
        fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      ),
    )
    fc.assert(fc.property(matrix, (costs) => costOf(costs, assign(costs)) === cheapest(costs, 0, new Set())))
  })

  it('leaves rows over when there are fewer columns', () => {
    expect(assign([[5], [1], [9]])).toEqual([-1, 0, -1])
    expect(assign([[], []])).toEqual([-1, -1])
  })

  function costOf(costs: number[][], columns: number[]): number {
    return columns.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? 0), 0)
  }

  function cheapest(costs: number[][], row: number, taken: Set<number>): number {
    if (row === costs.length) return 0
    const options = (costs[row] as number[]).flatMap((cost, column) =>
      taken.has(column) ? [] : [cost + cheapest(costs, row + 1, new Set([...taken, column]))],
    )
    return Math.min(...options)
  }
})

describe('a person in the picture', () => {
  it('keeps one identity while walking', () => {
    const boxes = follow(Array.from({ length: 20 }, (_, frame) => [walker(frame)]))
    expect(new Set(boxes.flatMap((some) => (some ?? []).map(({ id }) => id)))).toEqual(new Set([1]))
  })

  it('keeps it through half a second without a box, and where he went meanwhile is predicted by time', () => {
    const frames = Array.from({ length: 20 }, (_, frame) => (frame >= 10 && frame < 13 ? undefined : [walker(frame)]))
    expect(follow(frames).at(-1)).toMatchObject([{ id: 1 }])
  })

  it('is another one after more than a second', () => {
    const frames = Array.from({ length: 30 }, (_, frame) => (frame >= 10 && frame < 18 ? [] : [walker(frame)]))
    expect(follow(frames).at(-1)).toMatchObject([{ id: 2 }])
  })

  it('is kept alive by a faint box, which alone begins nothing', () => {
    expect(follow(Array.from({ length: 12 }, (_, frame) => [walker(frame, frame < 6 ? 0.9 : 0.3)])).at(-1)).toMatchObject([{ id: 1 }])
    expect(follow(Array.from({ length: 12 }, (_, frame) => [walker(frame, 0.3)])).at(-1)).toEqual([])
  })

  it('is not doubled by a frame that comes twice', () => {
    let state = emptyTracker
    for (const atMs of [0, 200, 400, 400, 600]) state = trackFrame(state, atMs, [walker(atMs / 200)], defaultProfile).state
    expect(state.tracks).toHaveLength(1)
  })

  it('rests as plain JSON', () => {
    const { state } = trackFrame(emptyTracker, 0, [walker(0)], defaultProfile)
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
  })
})
