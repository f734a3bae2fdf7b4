import { describe, expect, it } from 'vitest'
import { parseMot, parseTruth, scoreMot } from '#scripts/evaluate/mot-score.ts'

/** One line a box: frame, who, left; all 10 × 20 at the top. */
const clip = (...boxes: [frame: number, id: number, left: number][]) =>
  parseMot(boxes.map(([frame, id, left]) => `${frame},${id},${left},0,10,20,1,-1,-1,-1`).join('\n'))
const twoPeople = clip([1, 1, 0], [1, 2, 100], [2, 1, 1], [2, 2, 101], [3, 1, 2], [3, 2, 102], [4, 1, 3], [4, 2, 103])

describe('the score of a tracker', () => {
  it('is full for the truth itself, whatever the tracks are called', () => {
    const renamed = clip([1, 7, 0], [1, 9, 100], [2, 7, 1], [2, 9, 101], [3, 7, 2], [3, 9, 102], [4, 7, 3], [4, 9, 103])
    expect(scoreMot(twoPeople, renamed)).toEqual({ falsePositives: 0, misses: 0, switches: 0, truths: 8, mota: 1, idf1: 1 })
  })

  it('counts what is missed, what is invented and who is mistaken for another', () => {
    const found = clip([1, 7, 0], [1, 9, 100], [2, 7, 1], [2, 9, 101], [3, 9, 2], [3, 8, 300], [4, 9, 3], [4, 7, 103])
    // Person 1 is called 7, 7, 9, 9; person 2 is called 9, 9, nothing, 7; track 8 is nobody.
    expect(scoreMot(twoPeople, found)).toMatchObject({ falsePositives: 1, misses: 1, switches: 2, truths: 8, mota: 0.5 })
    // The best one-to-one naming over the whole clip keeps two frames of each person: 2 · 4 of 8 + 8.
    expect(scoreMot(twoPeople, found).idf1).toBe(0.5)
  })

  it('keeps a pair that still overlaps by half although another box is nearer', () => {
    const person = clip([1, 1, 0], [2, 1, 0])
    const found = clip([1, 7, 0], [2, 7, 3], [2, 8, 0])
    expect(scoreMot(person, found)).toMatchObject({ switches: 0, falsePositives: 1, misses: 0 })
  })

  it('matches a box that overlaps by less than half with nobody', () => {
    expect(scoreMot(clip([1, 1, 0]), clip([1, 7, 4]))).toMatchObject({ falsePositives: 1, misses: 1 })
  })

  it('leaves out people whom the ground truth marks as not to be judged', () => {
    expect(parseTruth('1,1,0,0,10,20,1,-1,-1,-1\n1,2,50,0,10,20,0,-1,-1,-1').get(1)).toHaveLength(1)
  })
})
