import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { followThermal, newCamera } from '#scenarios/anti-drowning/camera/camera.ts'
import type { Background } from '#scenarios/anti-drowning/memory.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { encodeFrame, packScene, unpackScene } from '#scenarios/anti-drowning/thermal/scene-codec.ts'
import { findBlobs } from '#scenarios/anti-drowning/thermal/thermal-blobs.ts'
import { clock } from '#test/fixtures/clock.ts'

const limits = withClock(antiDrowningLimits.parse({}), clock)
type Person = { x: number; y: number; contrastK: number }

/** Park and Miller 1988: the same noise in every run. */
function noise(seed: number) {
  let state = seed
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** A camera over a scene: water at 20 °C, a bank at 28 °C below, people as warm spots, 0.3 K of noise. */
function filmed(cols: number, rows: number, seed = 7) {
  const gaussian = noise(seed)
  let background: Background | undefined
  let atMs = 1_000_000
  return (people: Person[], offsetK = 0, stepMs = 200) => {
    atMs += stepMs
    const temperatures = Float64Array.from({ length: cols * rows }, (_, pixel) => {
      const [x, y] = [pixel % cols, Math.floor(pixel / cols)]
      const warmth = people.map((one) => one.contrastK * Math.exp(-((x - one.x) ** 2 + (y - one.y) ** 2) / (2 * 1.4 ** 2)))
      return (y > rows * 0.7 ? 28 : 20) + offsetK + Math.max(0, ...warmth) + 0.3 * gaussian()
    })
    const result = findBlobs(background, { cols, rows, data: encodeFrame(temperatures) }, limits.thermal, atMs)
    background = result.background
    return result
  }
}

describe('warm bodies in a thermal frame', () => {
  it('are found where they are, in water and on the bank, and nowhere else', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    const { blobs } = look([
      { x: 8, y: 8, contrastK: 3 },
      { x: 24, y: 20, contrastK: 3 },
    ])
    const centres = blobs.map(({ x, y, w, h }) => [x + w / 2 - 0.5, y + h / 2 - 0.5])
    expect(centres).toHaveLength(2)
    expect(Math.hypot((centres[0]?.[0] ?? 0) - 8, (centres[0]?.[1] ?? 0) - 8)).toBeLessThan(1.5)
    expect(Math.hypot((centres[1]?.[0] ?? 0) - 24, (centres[1]?.[1] ?? 0) - 20)).toBeLessThan(1.5)
  })

  it('are counted one by one where two stand side by side', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    expect(
      look([
        { x: 12, y: 10, contrastK: 4 },
        { x: 17, y: 10, contrastK: 4 },
      ]).blobs,
    ).toHaveLength(2)
  })

  it('do not melt into the background while they stay', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    let seen = 0
    for (let frame = 0; frame < 600; frame++) seen += look([{ x: 12, y: 10, contrastK: 3 }]).blobs.length > 0 ? 1 : 0
    expect(seen).toBeGreaterThan(590)
  })

  it('are not made of noise', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    let false_ = 0
    for (let frame = 0; frame < 500; frame++) false_ += look([]).blobs.length
    expect(false_).toBeLessThan(3)
  })

  it('are not looked for in the frame of a shutter flash, and are found in the next but one', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    expect(look([{ x: 12, y: 10, contrastK: 3 }], 6)).toMatchObject({ dropped: true, blobs: [] })
    look([{ x: 12, y: 10, contrastK: 3 }])
    expect(look([{ x: 12, y: 10, contrastK: 3 }]).blobs).toHaveLength(1)
  })
})

describe('what is remembered of a thermal scene', () => {
  it('takes less than 30 kB for the largest array, so that three cameras of one water stay below 100', () => {
    const look = filmed(160, 120)
    const { background } = look([])
    expect(JSON.stringify(background).length).toBeLessThan(30_000)
  })

  it('is right to a twentieth of a kelvin', () => {
    const scene = Float64Array.from({ length: 32 * 24 }, (_, pixel) => -5 + (pixel % 32) * 0.37 + Math.floor(pixel / 32) * 0.11)
    const unpacked = unpackScene(packScene(scene, 32, 24), 32, 24)
    expect(Math.max(...scene.map((value, pixel) => Math.abs(value - (unpacked[pixel] ?? 0))))).toBeLessThan(0.051)
  })

  it('is left alone between two updates, so that a quiet camera writes nothing', () => {
    const look = filmed(32, 24)
    for (let frame = 0; frame < 40; frame++) look([])
    const { background } = look([], 0, 4_000)
    expect(look([]).background).toBe(background)
  })

  it('begins anew when the array changes', () => {
    const data = (cols: number, rows: number) => encodeFrame(new Float64Array(cols * rows).fill(20))
    const body = (cols: number, rows: number) => ({ cols, rows, unit: 'C' as const, data: data(cols, rows) })
    const first = followThermal(newCamera, 1_000_000, body(32, 24), limits).camera
    expect(followThermal(first, 1_000_200, body(16, 12), limits).camera.background).toMatchObject({ cols: 16, rows: 12, frames: 1 })
  })
})

describe('a thermal camera', () => {
  /** Follows frames of a body (if any) over a scene that is offset by so much, each at its time. */
  function followed(frames: { afterMs: number; bodyX?: number; offsetK?: number }[], noiseK: number): number[] {
    const gaussian = noise(3)
    let camera = newCamera
    return frames.map(({ afterMs, bodyX, offsetK = 0 }) => {
      const temperatures = Float64Array.from({ length: 32 * 24 }, (_, pixel) => {
        const [x, y] = [pixel % 32, Math.floor(pixel / 32)]
        const body = bodyX === undefined ? 0 : 4 * Math.exp(-((x - bodyX) ** 2 + (y - 10) ** 2) / 4)
        return 20 + offsetK + body + noiseK * gaussian()
      })
      const step = followThermal(camera, 1_000_000 + afterMs, { cols: 32, rows: 24, unit: 'C', data: encodeFrame(temperatures) }, limits)
      camera = step.camera
      return step.frames[0]?.people.length ?? 0
    })
  }

  it('counts who is followed over three frames, at once from then on', () => {
    const counts = followed(
      Array.from({ length: 60 }, (_, frame) => ({ afterMs: frame * 200, ...(frame >= 40 && { bodyX: 10 + (frame - 40) * 0.2 }) })),
      0.1,
    )
    expect(counts.slice(0, 40)).toEqual(new Array(40).fill(0))
    expect(counts.slice(42)).toEqual(new Array(18).fill(1))
  })

  it('never sees anybody in three of five frames of a scene that warms up by half a degree a minute', () => {
    const counts = followed(
      Array.from({ length: 3_000 }, (_, frame) => ({ afterMs: frame * 200, offsetK: (frame / 300) * 0.5 })),
      0.3,
    )
    const mostInFive = Math.max(...counts.map((_, frame) => counts.slice(frame, frame + 5).filter((people) => people > 0).length))
    expect(mostInFive).toBeLessThan(3)
  })
})
