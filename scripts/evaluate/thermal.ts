import * as z from 'zod'
import { itemAt } from '#domain/entries.ts'
import type { Rng } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'
import type { Background } from '#scenarios/anti-drowning/memory.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { encodeFrame } from '#scenarios/anti-drowning/thermal/scene-codec.ts'
import { findBlobs } from '#scenarios/anti-drowning/thermal/thermal-blobs.ts'
import { filesBelow } from '#scripts/evaluate/files.ts'
import { atLeast, type EvaluationRow } from '#scripts/evaluate/row.ts'

type Body = { contrastK: number; sizePx: number }
const pairSchema = z.tuple([z.number(), z.number()])
const sequencesSchema = z.record(z.string(), z.array(z.tuple([z.number(), z.array(pairSchema)])))
type Sequences = z.infer<typeof sequencesSchema>

const [cols, rows] = [32, 24]
const noiseK = 0.3
/** Five frames a second. */
const frameMs = 200
/** Frames of the empty scene before each sequence, from which the background is learned. */
const emptyFrames = 60
/** A blob belongs to a person whose centre is this near, pixels. */
const reachPx = 3.5

/**
 * Real positions of people on a 32 × 24 grid (any `*.json` of the form {sequence: [[frame, [[x, y], …]], …]} in `thermal`),
 * drawn as warm bodies of 1–6 K with sensor noise. The radiometry is idealised: a check of the counting, not of a camera.
 */
export function evaluateThermal(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'thermal')
    .filter(({ name }) => name.endsWith('.json'))
    .flatMap(({ name, text }) => {
      const sequences = sequencesSchema.parse(JSON.parse(text()))
      const { hits, misses, falseAlarms, frames, exact, empty } = count(sequences, seededRng(1))
      const subject = name.replace('.json', '')
      const f1 = Number(((2 * hits) / (2 * hits + misses + falseAlarms)).toFixed(4))
      return [
        atLeast(subject, 'thermal bodies F1', f1, 0.99, frames),
        atLeast(subject, 'frames with the exact count', Number((exact / frames).toFixed(4)), 0.97, frames, {
          baselines: `always nobody ${(empty / frames).toFixed(3)}`,
        }),
      ]
    })
}

function count(sequences: Sequences, rng: Rng) {
  const total = { hits: 0, misses: 0, falseAlarms: 0, frames: 0, exact: 0, empty: 0 }
  const rules = antiDrowningLimits.parse({}).thermal
  for (const frames of Object.values(sequences)) {
    let background: Background | undefined
    let atMs = 0
    const look = (people: [number, number][], bodies: Body[]) => {
      atMs += frameMs
      const step = findBlobs(background, render(people, bodies, rng), rules, atMs)
      background = step.background
      return step.blobs
    }
    for (let empty = 0; empty < emptyFrames; empty++) look([], [])
    const bodies = Array.from({ length: 8 }, () => ({ contrastK: 1 + 5 * rng.next(), sizePx: 1.1 + 0.5 * rng.next() }))
    for (const [, people] of frames) {
      const blobs = look(people, bodies)
      const hits = pairs(
        people,
        blobs.map(({ x, y, w, h }) => [x + w / 2 - 0.5, y + h / 2 - 0.5]),
      )
      total.hits += hits
      total.misses += people.length - hits
      total.falseAlarms += blobs.length - hits
      total.frames++
      if (blobs.length === people.length) total.exact++
      if (people.length === 0) total.empty++
    }
  }
  return total
}

function render(people: [number, number][], bodies: Body[], rng: Rng) {
  const temperatures = Float64Array.from({ length: cols * rows }, (_, pixel) => {
    const [x, y] = [pixel % cols, Math.floor(pixel / cols)]
    const warmth = people.map(([px, py], index) => {
      const { contrastK, sizePx } = itemAt(bodies, index % bodies.length)
      return contrastK * Math.exp(-((x - px) ** 2 + (y - py) ** 2) / (2 * sizePx ** 2))
    })
    return 22 + Math.max(0, ...warmth) + noiseK * gaussian(rng)
  })
  return { cols, rows, data: encodeFrame(temperatures) }
}

/** Nearest first: how many people have a blob of their own. */
function pairs(people: [number, number][], blobs: number[][]): number {
  const distances = people.flatMap(([x, y], person) =>
    blobs.map(([bx = 0, by = 0], blob) => ({ person, blob, px: Math.hypot(x - bx, y - by) })),
  )
  const [usedPeople, usedBlobs] = [new Set<number>(), new Set<number>()]
  for (const { person, blob, px } of distances.sort((a, b) => a.px - b.px)) {
    if (px > reachPx || usedPeople.has(person) || usedBlobs.has(blob)) continue
    usedPeople.add(person)
    usedBlobs.add(blob)
  }
  return usedPeople.size
}

/** Box and Muller 1958. */
function gaussian(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next())
}
