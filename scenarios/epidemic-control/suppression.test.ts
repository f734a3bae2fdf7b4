import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallest, suppressed } from '#scenarios/epidemic-control/suppression.ts'

const column = (...amber: number[]) =>
  suppressed(
    amber.map((count, at) => ({ street: `street-${at}`, amber: count })),
    ['amber'],
  ).map((row) => row.amber)

describe('counts that leave the county', () => {
  it('hide what could point at somebody', () => {
    expect(column(12, 4, 3, 0, 5)).toEqual([12, 'hidden', 'hidden', 0, 5])
  })

  it('hide a second one where a single one would follow from the total', () => {
    expect(column(12, 4, 0, 7)).toEqual([12, 'hidden', 0, 'hidden'])
    expect(column(4)).toEqual(['hidden'])
  })

  it('stay as they are when none is small', () => {
    expect(column(12, 0, 5)).toEqual([12, 0, 5])
  })

  it('leave other columns alone', () => {
    expect(suppressed([{ date: '2026-11-23', amber: 2, red: 1 }], ['red'])).toEqual([{ date: '2026-11-23', amber: 2, red: 'hidden' }])
  })

  it('never show a count from 1 to 4, nor let the total tell the only hidden one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2 }), (counts) => {
        const shown = column(...counts)
        expect(shown.filter((one) => typeof one === 'number' && one > 0 && one < smallest)).toEqual([])
        const hidden = shown.filter((one) => one === 'hidden').length
        expect(hidden !== 1 || counts.filter((count) => count > 0).length === 1).toBe(true)
      }),
    )
  })
})
