import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '#domain/digest.ts'
import { defaultProfile, emptyTracker, sortProfile, type TrackerProfile, trackFrame } from '#lambdas/scenarios/anti-drowning/tracker.ts'
import { type MotSequence, parseMot, parseTruth, scoreMot } from '#scripts/evaluate/mot-score.ts'
import { atLeast, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const framesPerSecond = 25

/** Floors by the digest of the detections they were agreed for (TUD-Campus); on any other clip the bar is SORT's own score. */
const floors: Record<string, { idf1: number; mota: number }> = {
  '99ab27c988173b6b6fc7b9f1dcc5320e8dc94223cf3cce293682b906c065979e': { idf1: 75, mota: 65 },
}

type Published = { FP: number; FN: number; IDs: number }
type Expected = { [part: string]: { [sequence: string]: Record<string, unknown> } }

/**
 * Every `*.gt.txt` in the folder's `mot`, with what the detector found (`*.det.txt`) and a stored tracker's output (`*.test.txt`)
 * beside it; published rows come from `expected.json` there.
 */
export function evaluateMot(folder: string): EvaluationRow[] {
  const mot = join(folder, 'mot')
  if (!existsSync(mot)) return []
  const expected = existsSync(join(mot, 'expected.json')) ? (JSON.parse(readFileSync(join(mot, 'expected.json'), 'utf8')) as Expected) : {}
  return readdirSync(mot)
    .filter((file) => file.endsWith('.gt.txt'))
    .flatMap((file) => {
      const name = file.replace('.gt.txt', '')
      const truth = parseTruth(readFileSync(join(mot, file), 'utf8'))
      return [...scorerRows(mot, name, truth, expected), ...trackerRows(mot, name, truth, expected)]
    })
}

function trackerRows(mot: string, name: string, truth: MotSequence, expected: Expected): EvaluationRow[] {
  const file = join(mot, `${name}.det.txt`)
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const sort = scoreMot(truth, trackSequence(parseMot(text), sortProfile))
  const own = scoreMot(truth, trackSequence(parseMot(text), defaultProfile))
  const published = publishedRow(expected, `${name}.det`)
  const floor = floors[sha256(text)]
  const remarks = floor ? {} : { note: 'bar: what SORT reaches on it' }
  return [
    ...(published
      ? [
          exactly(name, 'SORT false positives', sort.falsePositives, published.FP, sort.truths),
          exactly(name, 'SORT misses', sort.misses, published.FN, sort.truths),
          exactly(name, 'SORT id switches', sort.switches, published.IDs, sort.truths),
        ]
      : []),
    atLeast(name, 'tracker IDF1 %', percent(own.idf1), floor?.idf1 ?? percent(sort.idf1), own.truths, remarks),
    atLeast(name, 'tracker MOTA %', percent(own.mota), floor?.mota ?? percent(sort.mota), own.truths, remarks),
  ]
}

/** The scorer itself against numbers that py-motmetrics publishes for a stored tracker output. */
function scorerRows(mot: string, name: string, truth: MotSequence, expected: Expected): EvaluationRow[] {
  const file = join(mot, `${name}.test.txt`)
  const anchor = Object.entries(expected).find(([part]) => part.startsWith('evaluator'))?.[1][`${name}.test vs gt`] as
    | (Published & { MOTA: number; IDF1: number })
    | undefined
  if (!anchor || !existsSync(file)) return []
  const score = scoreMot(truth, parseMot(readFileSync(file, 'utf8')))
  return [
    exactly(name, 'scorer false positives', score.falsePositives, anchor.FP, score.truths),
    exactly(name, 'scorer misses', score.misses, anchor.FN, score.truths),
    exactly(name, 'scorer id switches', score.switches, anchor.IDs, score.truths),
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

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}
