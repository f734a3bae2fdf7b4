import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { vision } from '#domain/observation/kinds/vision.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { detectDrowning, type WaterMemory } from '#lambdas/scenarios/anti-drowning/detector.ts'
import { antiDrowningLimits } from '#lambdas/scenarios/anti-drowning/schema.ts'
import { type MotSequence, parseMot } from '#scripts/evaluate/mot-score.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const [framesPerSecond, columns] = [25, 12]
const dwellSeconds = 1

/**
 * People walking into zones drawn in a picture: for each strip of a grid, the detector over the detections must open the very
 * incident that it opens over the ground truth, and none in a strip that nobody enters.
 */
export function evaluateZones(folder: string): EvaluationRow[] {
  const mot = join(folder, 'mot')
  if (!existsSync(mot)) return []
  return readdirSync(mot)
    .filter((file) => file.endsWith('.det.txt') && existsSync(join(mot, file.replace('.det.', '.gt.'))))
    .flatMap((file) => {
      const name = file.replace('.det.txt', '')
      const read = (part: string) => parseMot(readFileSync(join(mot, `${name}.${part}.txt`), 'utf8'))
      return judge(name, read('gt'), read('det'))
    })
}

function judge(name: string, truth: MotSequence, detections: MotSequence): EvaluationRow[] {
  const zones = zonesOf(truth)
  const wanted = zones.map(({ polygon, size }) => warned(truth, polygon, size))
  const found = zones.map(({ polygon, size }) => warned(detections, polygon, size))
  const equal = wanted.filter((opens, index) => opens === found[index]).length
  const empty = warned(
    detections,
    [
      [0, 0],
      [0.02, 0],
      [0.02, 0.02],
      [0, 0.02],
    ],
    zones[0]?.size ?? { widthPx: 640, heightPx: 480 },
  )
  return [
    exactly(
      name,
      'zones judged as by the ground truth',
      equal,
      zones.length,
      zones.length,
      `${wanted.filter(Boolean).length} of them open an incident`,
    ),
    exactly(name, 'incidents in a zone nobody enters', empty ? 1 : 0, 0, 1),
  ]
}

type Size = { widthPx: number; heightPx: number }
type Polygon = [number, number][]

function zonesOf(truth: MotSequence): { polygon: Polygon; size: Size }[] {
  const boxes = [...truth.values()].flat()
  const size = {
    widthPx: Math.ceil(Math.max(...boxes.map(({ x, w }) => x + w)) / 16) * 16,
    heightPx: Math.ceil(Math.max(...boxes.map(({ y, h }) => y + h)) / 16) * 16,
  }
  return Array.from({ length: columns }, (_, column) => {
    const [left, right] = [column / columns, (column + 1) / columns]
    return {
      polygon: [
        [left, 0],
        [right, 0],
        [right, 1],
        [left, 1],
      ],
      size,
    }
  })
}

/** Whether somebody stays in the zone for the dwell time, by the county's own rule. */
function warned(sequence: MotSequence, polygon: Polygon, size: Size): boolean {
  const limits = antiDrowningLimits.parse({
    presence: { edgeWarningSeconds: dwellSeconds },
    views: { cam: { spot: 'zone', zones: [{ role: 'edge', polygon }] } },
  })
  let memory: WaterMemory | undefined
  const frames = [...sequence.keys()].sort((a, b) => a - b)
  for (let start = 0; start < frames.length; start += framesPerSecond) {
    const second = frames.slice(start, start + framesPerSecond)
    const step = detectDrowning(memory, observation(sequence, second, size), limits)
    memory = step.memory
    if (step.findings.some((finding) => finding.type === 'raise' && finding.level !== 'notice')) return true
  }
  return false
}

function observation(sequence: MotSequence, frames: number[], size: Size) {
  const atMs = Math.round(((frames[0] ?? 0) * 1000) / framesPerSecond) + 1_000
  const body = vision.body.parse({
    ...size,
    frames: frames.map((frame, index) => ({
      offsetMs: Math.round((index * 1000) / framesPerSecond),
      boxes: (sequence.get(frame) ?? []).map(({ x, y, w, h, score }) => ({
        x,
        y,
        w,
        h,
        score: Math.min(1, Math.max(0, score)),
        class: 'person',
      })),
    })),
  })
  const site = {
    id: 'cam',
    name: 'cam',
    kinds: ['vision'],
    site: { lat: 0, lon: 0 },
    watches: [],
    silenceSeconds: 900,
    status: 'active' as const,
  }
  const seen: Observation<'vision', typeof body> = {
    kind: 'vision',
    key: 'water:zone',
    device: 'cam',
    site,
    messageId: String(atMs),
    observedAtMs: atMs,
    receivedAtMs: atMs,
    clock: 'device',
    lateness: 'timely',
    body,
    position: { lat: 0, lon: 0, source: 'registered' },
  }
  return seen
}
