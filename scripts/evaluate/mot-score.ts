import { assign } from '#scenarios/anti-drowning/tracking/assignment.ts'
import { iou } from '#scenarios/anti-drowning/tracking/tracker.ts'

/** A box of one person in one frame. */
export type MotBox = { id: number; x: number; y: number; w: number; h: number; score: number }
export type MotSequence = Map<number, MotBox[]>

export type MotScore = { falsePositives: number; misses: number; switches: number; truths: number; mota: number; idf1: number }

/** A MOTChallenge text: frame, id, left, top, width, height, score, … */
export function parseMot(text: string): MotSequence {
  const frames: MotSequence = new Map()
  for (const line of text.split('\n')) {
    const [frame, id = Number.NaN, x = Number.NaN, y = Number.NaN, w = Number.NaN, h, score = Number.NaN] = line.split(',').map(Number)
    if (frame === undefined || h === undefined || Number.isNaN(frame)) continue
    const box = { id, x, y, w, h, score }
    frames.set(frame, [...(frames.get(frame) ?? []), box])
  }
  return frames
}

/** Ground truth in the same form, where a score of 0 marks what is not to be judged. */
export function parseTruth(text: string): MotSequence {
  return new Map([...parseMot(text)].map(([frame, boxes]) => [frame, boxes.filter(({ score }) => score !== 0)]))
}

/** CLEAR MOT (Bernardin & Stiefelhagen 2008) and IDF1 (Ristani et al. 2016) at IoU 0.5. */
export function scoreMot(truth: MotSequence, found: MotSequence): MotScore {
  const frames = [...new Set([...truth.keys(), ...found.keys()])].sort((a, b) => a - b)
  const lastMatch = new Map<number, number>()
  const together = new Map<number, Map<number, number>>()
  const score = { falsePositives: 0, misses: 0, switches: 0, truths: 0 }
  let reported = 0
  for (const frame of frames) {
    const [wanted, given] = [truth.get(frame) ?? [], found.get(frame) ?? []]
    const pairs = matchFrame(wanted, given, lastMatch)
    score.truths += wanted.length
    reported += given.length
    score.misses += wanted.length - pairs.length
    score.falsePositives += given.length - pairs.length
    for (const [person, track] of pairs) {
      if (lastMatch.has(person) && lastMatch.get(person) !== track) score.switches++
      lastMatch.set(person, track)
    }
    countOverlaps(wanted, given, together)
  }
  const mota = 1 - (score.falsePositives + score.misses + score.switches) / score.truths
  return { ...score, mota, idf1: (2 * identityMatches(together)) / (score.truths + reported) }
}

/** Pairs that held before hold on while they overlap; the rest is matched at least cost. */
function matchFrame(wanted: MotBox[], given: MotBox[], lastMatch: Map<number, number>): [person: number, track: number][] {
  const taken = new Set<number>()
  const kept = wanted.flatMap((person): [number, number][] => {
    const track = given.find(({ id }) => id === lastMatch.get(person.id) && !taken.has(id))
    if (!track || iou(person, track) < 0.5) return []
    taken.add(track.id)
    return [[person.id, track.id]]
  })
  const freePeople = wanted.filter(({ id }) => !kept.some(([person]) => person === id))
  const freeTracks = given.filter(({ id }) => !taken.has(id))
  const columns = assign(
    freePeople.map((person) => freeTracks.map((track) => (iou(person, track) >= 0.5 ? 1 - iou(person, track) : 1_000))),
  )
  const fresh = columns.flatMap((column, row): [number, number][] => {
    const [person, track] = [freePeople[row], freeTracks[column]]
    return person && track && iou(person, track) >= 0.5 ? [[person.id, track.id]] : []
  })
  return [...kept, ...fresh]
}

function countOverlaps(wanted: MotBox[], given: MotBox[], together: Map<number, Map<number, number>>): void {
  for (const person of wanted)
    for (const track of given) {
      if (iou(person, track) < 0.5) continue
      const row = together.get(person.id) ?? new Map<number, number>()
      row.set(track.id, (row.get(track.id) ?? 0) + 1)
      together.set(person.id, row)
    }
}

/** Frames in which each person is followed by the one track that is his in the best assignment over the whole clip. */
function identityMatches(together: Map<number, Map<number, number>>): number {
  const people = [...together.keys()]
  const tracks = [...new Set(people.flatMap((person) => [...(together.get(person)?.keys() ?? [])]))]
  const shared = people.map((person) => tracks.map((track) => together.get(person)?.get(track) ?? 0))
  const columns = assign(shared.map((row) => row.map((frames) => -frames)))
  return columns.reduce((sum, column, row) => sum + (shared[row]?.[column] ?? 0), 0)
}
