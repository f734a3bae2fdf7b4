import { expect, it } from 'vitest'
import type { Stay } from '#scenarios/epidemic-control/memory/people.ts'
import { joinedStays } from '#scenarios/epidemic-control/screening/person.ts'

const stay: Stay = { adcode: '420500', community: '西陵', fromMs: 1, toMs: 2 }

it('a stay that is declared again is one stay, in whatever order its fields were stored; another community is another', () => {
  const stored: Stay = { toMs: 2, fromMs: 1, community: '西陵', adcode: '420500' }
  expect(joinedStays([stored], [stay])).toEqual([stay])
  expect(joinedStays([stored], [{ ...stay, community: '伍家岗' }])).toHaveLength(2)
  expect(joinedStays([stored], [{ adcode: '420500', fromMs: 1, toMs: 2 }])).toHaveLength(2)
})
