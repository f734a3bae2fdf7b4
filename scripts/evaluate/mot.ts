import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultProfile, emptyTracker, sortProfile, type TrackerProfile, trackFrame } from '#lambdas/scenarios/anti-drowning/tracker.ts'
import { type MotSequence, parseMot, scoreMot } from '#scripts/evaluate/mot-score.ts'
import { atLeast, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const framesPerSecond = 25

type Published = { FP: number; FN: number; IDs: number }
type Expected = { [part: string]: { [sequence: string]: Record<string, unknown> } }

/** Every `*.det.txt` with its `*.gt.txt` in the folder's `mot`; the published row comes from `expected.json` beside them. */
export function evaluateMot(folder: string): EvaluationRow[] {
  const mot = join(folder, 'mot')
  if (!existsSync(mot)) return []
  const expected = existsSync(join(mot, 'expected.json')) ? (JSON.parse(readFileSync(join(mot, 'expected.json'), 'utf8')) as Expected) : {}
  return readdirSync(mot)
    .filter((file) => file.endsWith('.det.txt') && existsSync(join(mot, file.replace('.det.', '.gt.'))))
    .flatMap((file) => evaluateSequence(mot, file.replace('.det.txt', ''), expected))
}

function evaluateSequence(mot: string, name: string, expected: Expected): EvaluationRow[] {
  const truth = parseMot(readFileSync(join(mot, `${name}.gt.txt`), 'utf8'))
  const detections = parseMot(readFileSync(join(mot, `${name}.det.txt`), 'utf8'))
  const sort = scoreMot(truth, trackSequence(detections, sortProfile))
  const own = scoreMot(truth, trackSequence(detections, defaultProfile))
  const published = publishedRow(expected, `${name}.det`)
  return [
    ...evaluatorRows(mot, name, truth, expected),
    ...(published
      ? [
          exactly(name, 'SORT false positives', sort.falsePositives, published.FP, sort.truths),
          exactly(name, 'SORT misses', sort.misses, published.FN, sort.truths),
          exactly(name, 'SORT id switches', sort.switches, published.IDs, sort.truths),
        ]
      : []),
    atLeast(name, 'tracker IDF1 %', round(own.idf1 * 100), 75, own.truths),
    atLeast(name, 'tracker MOTA %', round(own.mota * 100), 65, own.truths),
  ]
}

/** The scorer itself against numbers that py-motmetrics publishes for a stored tracker output. */
function evaluatorRows(mot: string, name: string, truth: MotSequence, expected: Expected): EvaluationRow[] {
  const file = join(mot, `${name}.test.txt`)
  const anchor = Object.entries(expected).find(([part]) => part.startsWith('evaluator'))?.[1][`${name}.test vs gt`] as
    | (Published & { MOTA: number; IDF1: number })
    | undefined
  if (!anchor || !existsSync(file)) return []
  const score = scoreMot(truth, parseMot(readFileSync(file, 'utf8')))
  return [
    exactly(name, 'scorer MOTA', Number(score.mota.toFixed(6)), anchor.MOTA, score.truths),
    exactly(name, 'scorer IDF1', Number(score.idf1.toFixed(6)), anchor.IDF1, score.truths),
  ]
}

function publishedRow(expected: Expected, key: string): Published | undefined {
  const part = Object.entries(expected).find(([name]) => name.startsWith('tracker SORT'))?.[1][key]
  return Object.entries(part ?? {}).find(([name]) => name.startsWith('published'))?.[1] as Published | undefined
}

/** The tracker over a whole clip. */
export function trackSequence(detections: MotSequence, profile: TrackerProfile): MotSequence {
  const last = Math.max(...detections.keys())
  const found: MotSequence = new Map()
  let state = emptyTracker
  for (let frame = 1; frame <= last; frame++) {
    const step = trackFrame(state, Math.round((frame * 1000) / framesPerSecond), detections.get(frame) ?? [], profile)
    state = step.state
    found.set(
      frame,
      step.boxes.map((box) => ({ ...box, score: 1 })),
    )
  }
  return found
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
