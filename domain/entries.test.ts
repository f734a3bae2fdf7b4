import { describe, expect, it } from 'vitest'
import { firstOf, isObject, itemAt, keysOf, lastOf, memberOf } from '#domain/entries.ts'

describe('what must be there', () => {
  it('is handed out by its place', () => {
    const list = ['a', 'b', 'c']
    expect([firstOf(list), itemAt(list, 1), lastOf(list)]).toEqual(['a', 'b', 'c'])
  })

  it.each([-1, 3, 0.5])('is missed aloud at %d', (index) => {
    expect(() => itemAt(['a', 'b', 'c'], index)).toThrow(`a list of 3 has nothing at ${index}`)
  })

  it('is neither first nor last of nothing', () => {
    expect(() => firstOf([])).toThrow(RangeError)
    expect(() => lastOf([])).toThrow(RangeError)
  })

  it('may be false, zero or null', () => {
    expect([false, 0, null].map((_, index, list) => itemAt(list, index))).toEqual([false, 0, null])
  })
})

describe('names of an object', () => {
  it('are its own', () => {
    expect(keysOf(Object.assign(Object.create({ inherited: 1 }), { own: 2 }))).toEqual(['own'])
  })
})

describe('a value that may be anything', () => {
  it.each([undefined, null, 'text', 7])('has no members as %j', (value) => {
    expect(memberOf(value, 'length')).toBeUndefined()
    expect(isObject(value)).toBe(false)
  })

  it('is no object as a list', () => {
    expect(isObject([])).toBe(false)
  })

  it('shows what stands under a name', () => {
    expect(memberOf({ id: 'a' }, 'id')).toBe('a')
  })
})
