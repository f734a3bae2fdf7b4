import * as z from 'zod'
import { sha256 } from '#domain/digest.ts'
import { isObject, memberOf } from '#domain/entries.ts'
import { defaultProfile, emptyTracker, sortProfile, type TrackerProfile, trackFrame } from '#scenarios/anti-drowning/tracking/tracker.ts'
import { filesBelow } from '#scripts/evaluate/files.ts'
import { type MotSequence, parseMot, parseTruth, scoreMot } from '#scripts/evaluate/mot-score.ts'
import { atLeast, type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const framesPerSecond = 25

/** Floors by the digest of the detections they were agreed for (TUD-Campus); on any other clip the bar is SORT's own score. */
const floors: Record<string, { idf1: number; mota: number }> = {
  '99ab27c988173b6b6fc7b9f1dcc5320e8dc94223cf3cce293682b906c065979e': { idf1: 75, mota: 65 },
}

const publishedSchema = z.object({ FP: z.number(), FN: z.number(), IDs: z.number() })
const anchorSchema = publishedSchema.extend({ MOTA: z.number(), IDF1: z.number() })

/**
 * Every `*.gt.txt` in the folder's `mot`, with what the detector found (`*.det.txt`) and a stored tracker's output (`*.test.txt`)
 * beside it; published rows come from `expected.json` there.
 */
export function evaluateMot(folder: string): EvaluationRow[] {
  const clips = clipsBelow(folder)
  const expected = filesBelow(folder, 'mot').find(({ name }) => name.endsWith('expected.json'))
  const published: unknown = expected ? JSON.parse(expected.text()) : {}
  return clips.flatMap(({ name, truth, detections, stored }) => [
    ...(stored === undefined ? [] : scorerRows(name, truth, stored, published)),
    ...(detections === undefined ? [] : trackerRows(name, truth, detections, published)),
  ])
}

export type Clip = { name: string; truth: MotSequence; detections?: string; stored?: string }

/** Every clip with a ground truth: `NAME.gt.txt`, its detections `NAME.det.txt` and a stored tracker's output `NAME.test.txt`. */
export function clipsBelow(folder: string): Clip[] {
  const files = new Map(filesBelow(folder, 'mot').map(({ name, text }) => [name, text]))
  return [...files].flatMap(([file, text]) => {
    if (!file.endsWith('.gt.txt')) return []
    const name = file.replace('.gt.txt', '')
    const [detections, stored] = [files.get(`${name}.det.txt`)?.(), files.get(`${name}.test.txt`)?.()]
    return { name, truth: parseTruth(text()), ...(detections !== undefined && { detections }), ...(stored !== undefined && { stored }) }
  })
}

function trackerRows(name: string, truth: MotSequence, text: string, expected: unknown): EvaluationRow[] {
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
    atLeast(name, 'tracker, frames a second', framesASecond(parseMot(text)), 2_000, Math.max(...truth.keys())),
  ]
}

/** The scorer itself against numbers that py-motmetrics publishes for a stored tracker output. */
function scorerRows(name: string, truth: MotSequence, stored: string, expected: unknown): EvaluationRow[] {
  const anchor = anchorSchema.optional().parse(memberOf(partOf(expected, 'evaluator'), `${name}.test vs gt`))
  if (!anchor) return []
  const score = scoreMot(truth, parseMot(stored))
  return [
    exactly(name, 'scorer false positives', score.falsePositives, anchor.FP, score.truths),
    exactly(name, 'scorer misses', score.misses, anchor.FN, score.truths),
    exactly(name, 'scorer id switches', score.switches, anchor.IDs, score.truths),
    exactly(name, 'scorer MOTA', Number(score.mota.toFixed(6)), anchor.MOTA, score.truths),
    exactly(name, 'scorer IDF1', Number(score.idf1.toFixed(6)), anchor.IDF1, score.truths),
  ]
}

function publishedRow(expected: unknown, key: string): z.infer<typeof publishedSchema> | undefined {
  return publishedSchema.optional().parse(partOf(memberOf(partOf(expected, 'tracker SORT'), key), 'published'))
}

/** What stands under the first name that begins so. */
function partOf(value: unknown, beginning: string): unknown {
  return isObject(value) ? Object.entries(value).find(([name]) => name.startsWith(beginning))?.[1] : undefined
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

/** Over so many passes of the clip that the clock's grain does not matter. */
function framesASecond(detections: MotSequence): number {
  trackSequence(detections, defaultProfile) // once, so that the code is warm
  const [startedAt, frames] = [performance.now(), Math.max(...detections.keys())]
  let passes = 0
  while (performance.now() - startedAt < 500) {
    trackSequence(detections, defaultProfile)
    passes++
  }
  return Math.round((passes * frames * 1000) / (performance.now() - startedAt))
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10
}
