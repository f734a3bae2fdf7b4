import { describe, expect, it } from 'vitest'
import { rowCache } from '#adapters/local/row-cache.ts'

describe('what was used lately', () => {
  it('keeps what is used again, and forgets what is not', () => {
    const cache = rowCache<number>(10)
    cache.set('used', 1)
    cache.set('unused', 2)
    for (let other = 0; other < 100; other++) {
      cache.set(`other-${other}`, other)
      expect(cache.get('used')).toBe(1)
    }
    expect(cache.has('unused')).toBe(false)
  })

  it('knows an absence from not knowing', () => {
    const cache = rowCache<number>(2)
    cache.set('absent', undefined)
    expect([cache.has('absent'), cache.get('absent'), cache.has('unknown')]).toEqual([true, undefined, false])
    cache.set('absent', 1)
    expect(cache.get('absent')).toBe(1)
    cache.clear()
    expect(cache.has('absent')).toBe(false)
  })
})
