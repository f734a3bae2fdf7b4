import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { evaluateFalls } from '#scripts/evaluate/falls.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'falls-'))
  mkdirSync(join(folder, 'falls'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const put = (columns: string, ...rows: string[]) => writeFileSync(join(folder, 'falls', 'any.csv'), [columns, ...rows].join('\n'))
const waist = 'code,subject,trial_seconds,is_fall,cand_t_s,c8_g,peak_g,still_sd_g,tilt_deg'

describe('judging falls', () => {
  it('tells trials apart where the table does not number them', () => {
    put(
      waist,
      'F01,SA01,15,1,7.0,1.7,9,0.01,90',
      'F01,SA01,15,1,7.1,1.6,9,0.01,90', // weaker, and too near to be of the same trial
      'F01,SA01,15,1,9.0,0.5,3,0.01,10', // weaker and later: of the same trial
      'F01,SA01,15,1,6.0,0.9,3,0.01,20', // stronger: the next trial, missed
      'D01,SA01,12,0,,,,,',
      'D01,SA01,12,0,,,,,',
    )
    expect(evaluateFalls(folder)).toMatchObject([
      { subject: 'falls, waist, young', value: 0.8, cases: 5, note: expect.stringContaining('3 acted falls') },
    ])
  })

  it('takes the number of a trial where there is one, and tells the old apart', () => {
    put(
      'trial,code,user,elder,is_fall,c9_g,peak_g,still_sd_g,tilt_deg',
      '1,F01,1,0,1,0.4,3,0.01,90',
      '1,F01,1,0,1,1.2,3,0.01,90',
      '2,D01,1,0,0,,,,',
      '3,D01,21,1,0,1.2,3,0.01,90',
      '4,D01,21,1,0,0.2,3,0.01,90',
    )
    expect(evaluateFalls(folder)).toMatchObject([
      { subject: 'falls, wrist, young', value: 1, cases: 2 },
      { subject: 'falls, wrist, old', value: 0.5, cases: 2, note: expect.stringContaining('no falls of old people') },
    ])
  })

  it('has no row without data of its form', () => {
    put('a,b', '1,2')
    expect(evaluateFalls(folder)).toEqual([])
  })
})
