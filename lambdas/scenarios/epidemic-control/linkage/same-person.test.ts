import { describe, expect, it } from 'vitest'
import { samePerson } from '#lambdas/scenarios/epidemic-control/linkage/same-person.ts'

const groups = (...people: { ref: string; linkKeys?: string[] }[]) => samePerson(people).map((group) => group.map(({ ref }) => ref))

describe('one entry of the queue', () => {
  it('holds everybody who shares a reference or a link key, also over a third', () => {
    expect(groups({ ref: 'a', linkKeys: ['x'] }, { ref: 'b', linkKeys: ['y'] }, { ref: 'c', linkKeys: ['x', 'y'] })).toEqual([
      ['a', 'b', 'c'],
    ])
    expect(groups({ ref: 'a' }, { ref: 'a' })).toEqual([['a', 'a']])
  })

  it('holds nobody else', () => {
    expect(groups({ ref: 'a', linkKeys: ['x'] }, { ref: 'x' }, { ref: 'b' })).toEqual([['a'], ['x'], ['b']])
  })
})
