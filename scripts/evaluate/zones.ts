import { withClock } from '#domain/county/clock.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { detectDrowning } from '#scenarios/anti-drowning/detector.ts'
import type { WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { clipsBelow } from '#scripts/evaluate/mot.ts'
import { type MotSequence, parseMot } from '#scripts/evaluate/mot-score.ts'
import { atLeast, atMost, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'
import { observe } from '#test/fixtures/observe.ts'

const framesPerSecond = 25
/** Zones that stand side by side, and a finer raster for finding zones that nobody enters. */
const [strips, cells] = [12, 16]
/** A raster over the whole picture. */
const [gridColumns, gridRows] = [4, 3]
/** The shipped time at the edge; a clip shorter than two of them is judged by a second (TUD-Campus lasts 2.8 s). */
const [usualDwellSeconds, shortDwellSeconds] = [antiDrowningLimits.parse({}).presence.edgeWarningSeconds, 1]
/** One look of the detector. */
const lookMs = 200
/** Any moment will do; the clip begins at it. */
const startMs = Date.UTC(2026, 6, 1)
/** The clip's frames may fall into the detector's looks in any of these ways; people cross a strip in two or three looks. */
const phasesMs = [0, 40, 80, 120, 160]

/**
 * People walking into zones drawn in a picture: over the detections the detector must open the incidents that it opens over the
 * ground truth, in the middle no later than by one look, and none in a zone that nobody enters.
 */
export function evaluateZones(folder: string): EvaluationRow[] {
  return clipsBelow(folder).flatMap(({ name, truth, detections }) =>
    detections === undefined ? [] : [...judge(name, truth, parseMot(detections)), ...judgeGrid(name, truth, parseMot(detections))],
  )
}

/** The picture, and how long somebody has to stay. */
type Clip = { widthPx: number; heightPx: number; dwellSeconds: number }
type Polygon = [number, number][]

function judge(name: string, truth: MotSequence, detections: MotSequence): EvaluationRow[] {
  const clip = clipOf(truth)
  const zones = Array.from({ length: strips }, (_, index) => rectangle(index / strips, 0, (index + 1) / strips, 1))
  const pairs = phasesMs.flatMap((phaseMs) =>
    zones.map((zone) => [openedAt(truth, zone, clip, phaseMs), openedAt(detections, zone, clip, phaseMs)] as const),
  )
  const alike = pairs.filter(([wanted, found]) => (wanted === undefined) === (found === undefined))
  const delaysMs = pairs.flatMap(([wanted, found]) => (wanted === undefined || found === undefined ? [] : [found - wanted]))
  delaysMs.sort((a, b) => a - b)
  const opened = pairs.slice(0, strips).filter(([wanted]) => wanted !== undefined).length
  const empty = emptyCells(truth, clip)
  const entered = empty.filter((zone) => openedAt(detections, zone, clip) !== undefined)
  const note = `${opened} of ${strips} open by the ground truth after ${clip.dwellSeconds} s`
  const worst = `from ${delaysMs[0] ?? 0} to ${delaysMs.at(-1) ?? 0} ms`
  return [
    atLeast(name, 'strips opened as by the ground truth, %', percent(alike.length / pairs.length), 95, pairs.length, { note }),
    atMost(name, 'median ms after the ground truth', delaysMs[delaysMs.length >> 1] ?? 0, lookMs, delaysMs.length, { note: worst }),
    exactly(name, 'incidents in zones nobody enters', entered.length, 0, empty.length),
  ]
}

/** Zones that cover the picture: the detections open those that the ground truth opens, whatever the network does to the frames. */
function judgeGrid(name: string, truth: MotSequence, detections: MotSequence): EvaluationRow[] {
  const clip = clipOf(truth)
  const zones = Array.from({ length: gridColumns * gridRows }, (_, index) => {
    const [column, row] = [index % gridColumns, Math.floor(index / gridColumns)]
    return rectangle(column / gridColumns, row / gridRows, (column + 1) / gridColumns, (row + 1) / gridRows)
  })
  const opened = (sequence: MotSequence, order?: number[]) => zones.map((zone) => openedAt(sequence, zone, clip, 0, order) !== undefined)
  const [wanted, found] = [opened(truth), opened(detections)]
  const differing = (others: boolean[], than: boolean[]) => others.filter((is, index) => is !== than[index]).length
  const last = Math.max(...detections.keys())
  const frames = Array.from({ length: last }, (_, index) => index + 1)
  const rng = seededRng(1)
  const orders = {
    'every frame twice': frames.flatMap((frame) => [frame, frame]),
    'frames shuffled within a second': frames
      .map((frame) => ({ frame, at: frame + rng.next() * framesPerSecond }))
      .sort((a, b) => a.at - b.at)
      .map(({ frame }) => frame),
    'a tenth of the frames lost': frames.filter(() => rng.next() >= 0.1),
  }
  const note = `${wanted.filter(Boolean).length} of ${zones.length} zones open by the ground truth`
  return [
    exactly(name, '4 × 3 zones missed or too many', differing(found, wanted), 0, zones.length, { note }),
    ...Object.entries(orders).map(([what, order]) =>
      exactly(name, `zones that change: ${what}`, differing(opened(detections, order), found), 0, zones.length),
    ),
  ]
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}

/** Cells of a raster in which, and beside which, no foot of the ground truth ever stands. */
function emptyCells(truth: MotSequence, { widthPx, heightPx }: Clip): Polygon[] {
  const feet = [...truth.values()].flat().map(({ x, y, w, h }) => [(x + w / 2) / widthPx, (y + h) / heightPx] as const)
  const near = 1 / cells
  return Array.from({ length: cells * cells }, (_, index) => [(index % cells) / cells, Math.floor(index / cells) / cells] as const)
    .filter(([left, top]) => !feet.some(([x, y]) => x > left - near && x < left + 2 * near && y > top - near && y < top + 2 * near))
    .map(([left, top]) => rectangle(left, top, left + near, top + near))
}

function rectangle(left: number, top: number, right: number, bottom: number): Polygon {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ]
}

function clipOf(truth: MotSequence): Clip {
  const boxes = [...truth.values()].flat()
  const upTo16 = (px: number) => Math.ceil(px / 16) * 16
  const seconds = Math.max(...truth.keys()) / framesPerSecond
  return {
    widthPx: upTo16(Math.max(...boxes.map(({ x, w }) => x + w))),
    heightPx: upTo16(Math.max(...boxes.map(({ y, h }) => y + h))),
    dwellSeconds: seconds < 2 * usualDwellSeconds ? shortDwellSeconds : usualDwellSeconds,
  }
}

/** When (ms after the start) somebody has stayed in the zone for the dwell time, by the county's own rule; `undefined`: never. */
function openedAt(
  sequence: MotSequence,
  polygon: Polygon,
  { dwellSeconds, ...picture }: Clip,
  phaseMs = 0,
  order?: readonly number[],
): number | undefined {
  const limits = withClock(
    antiDrowningLimits.parse({
      presence: { edgeWarningSeconds: dwellSeconds },
      views: { cam: { spot: 'zone', zones: [{ role: 'edge', polygon }] } },
    }),
    { offsetMinutes: 480 },
  )
  let memory: WaterMemory | undefined
  for (const frame of order ?? Array.from({ length: Math.max(...sequence.keys()) }, (_, index) => index + 1)) {
    const step = detectDrowning(memory, observation(sequence, frame, picture, phaseMs), limits)
    memory = step.memory
    if (step.findings.some((finding) => finding.type === 'raise' && finding.level !== 'notice')) return frameMs(frame)
  }
  return undefined
}

function frameMs(frame: number): number {
  return Math.round((frame * 1000) / framesPerSecond)
}

/** One frame a message, so that the moment is known. */
function observation(
  sequence: MotSequence,
  frame: number,
  picture: Omit<Clip, 'dwellSeconds'>,
  phaseMs: number,
): ObservationOf<typeof vision> {
  const atMs = startMs + phaseMs + frameMs(frame)
  const boxes = (sequence.get(frame) ?? []).map(({ x, y, w, h, score }) => ({
    x,
    y,
    w,
    h,
    score: Math.min(1, Math.max(0, score)),
    class: 'person',
  }))
  return observe(vision, { ...picture, frames: [{ offsetMs: 0, boxes }] }, { atMs, id: 'cam', key: 'water:zone' })
}
