import { describe, expect, it } from 'vitest'
import { attributesOf, storedValueOf } from '#adapters/aws/table-item.ts'

const itemOf = (value: unknown) => attributesOf({ type: 'put', key: { pk: 'P', sk: 'S' }, value, ifVersion: 0 })

describe('a row of the table', () => {
  it.each([
    ['a short one', { level: 'alarm', zh: '水' }],
    ['a long one', { readings: Array.from({ length: 400 }, (_, index) => index * 1.37), zh: '水'.repeat(500) }],
    ['nothing', null],
    ['text', 'x'.repeat(5_000)],
  ])('comes back as it was put: %s', (_name, value) => {
    expect(storedValueOf(itemOf(value))).toEqual(value)
  })

  it('is legible as long as it costs one unit, and packed beyond', () => {
    expect(itemOf({ text: 'x'.repeat(800) })).toMatchObject({ d: { S: JSON.stringify({ text: 'x'.repeat(800) }) } })
    const long = itemOf({
      heard: Array.from({ length: 200 }, (_, index) => ({ device: `cam-${index % 7}`, atMs: 1_784_000_000_000 + index })),
    })
    expect(long.d).toBeUndefined()
    expect(long.z?.B?.byteLength).toBeLessThan(2_500)
  })

  it('of a release that packed nothing is read as it is', () => {
    expect(storedValueOf({ pk: { S: 'P' }, sk: { S: 'S' }, v: { N: '1' }, d: { S: JSON.stringify({ text: 'x'.repeat(2_000) }) } })).toEqual(
      {
        text: 'x'.repeat(2_000),
      },
    )
  })
})
