import { describe, expect, it } from 'vitest'
import { mergedOverrides, withoutRemoved } from '#domain/county/county.ts'
import { overrideAt, replacing } from '#domain/county/override-at.ts'

describe('an override that replaces a value', () => {
  it.each([
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: { x: [1], y: 2 } }, { a: { x: [2, 3] }, c: {} }],
    [{ a: [1, 2] }, {}],
    [[{ a: 1 }], []],
    [{ a: { x: 1 } }, { a: [1] }],
    [undefined, { a: 1 }],
    [{ gone: 1 }, 'word'],
  ])('makes %j into %j, whatever the county file and earlier decisions say', (before, after) => {
    const stated = withoutRemoved(mergedOverrides({ views: { cameras: before } }, overrideAt('views.cameras', replacing(before, after))))
    expect(stated).toEqual({ views: { cameras: after } })
  })

  it('can give back a name that was taken away', () => {
    const file = { valves: { gas1: 'v1', gas2: 'v2' } }
    const without = { valves: replacing(file.valves, { gas1: 'v1' }) as Record<string, unknown> }
    const again = mergedOverrides(without, { valves: replacing({ gas1: 'v1' }, { gas1: 'v1', gas2: 'v3' }) })
    expect(withoutRemoved(mergedOverrides(file, again))).toEqual({ valves: { gas1: 'v1', gas2: 'v3' } })
  })
})
