import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyPresent, type PresenceSamples, sustained, withPresence } from '#domain/detection/window.ts'

function after(looks: [number, boolean][], size = 5): PresenceSamples {
  return looks.reduce<PresenceSamples>((window, [atMs, present]) => withPresence(window, atMs, present, size), [])
}

describe('k of n', () => {
  it('is sustained at the k-th withPresence and not before', () => {
    expect(
      sustained(
        after([
          [0, true],
          [200, true],
        ]),
        3,
        2_000,
      ),
    ).toBe(false)
    expect(
      sustained(
        after([
          [0, true],
          [200, false],
          [400, true],
          [600, true],
        ]),
        3,
        2_000,
      ),
    ).toBe(true)
  })

  it('forgets looks that are too old to belong together', () => {
    expect(
      sustained(
        after([
          [0, true],
          [200, true],
          [60_000, true],
        ]),
        3,
        2_000,
      ),
    ).toBe(false)
  })

  it('is empty of presence when nothing was seen', () => {
    expect(
      anyPresent(
        after([
          [0, false],
          [200, false],
        ]),
      ),
    ).toBe(false)
  })

  it('does not depend on the order in which looks of one window arrive', () => {
    const looks = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.boolean()), { maxLength: 5, selector: ([atMs]) => atMs })
    fc.assert(
      fc.property(
        looks,
        fc.integer({ min: 1, max: 5 }),
        (some, k) => sustained(after(some), k, 2_000) === sustained(after([...some].reverse()), k, 2_000),
      ),
    )
  })
})
