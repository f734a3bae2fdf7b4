import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BodyOf } from '#domain/observation/kind.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { ListHistory } from '#scenarios/epidemic-control/memory/lists.ts'
import { entriesBetween, listsCover, noLists, withPart } from '#scenarios/epidemic-control/risk/list-history.ts'

const start = Date.UTC(2022, 8, 1)
const hour = (hours: number) => start + hours * 3_600_000
const lifetimeMs = 7 * 86_400_000

const list = (hours: number, texts: string[], more: Partial<BodyOf<typeof riskList>> = {}) =>
  riskList.body.parse({
    ...riskList.example,
    listTime: new Date(hour(hours)).toISOString(),
    hash: `aaaa${String(hours).padStart(4, '0')}`,
    entries: texts.map((text) => ({ level: 'high', scope: '420502', text })),
    ...more,
  })

const historyOf = (bodies: BodyOf<typeof riskList>[]) => bodies.reduce<ListHistory>(withPart, noLists)
const textsAt = (history: ListHistory, from: number, until = from) =>
  entriesBetween(history, hour(from), hour(until), lifetimeMs)
    .map(({ text }) => text)
    .sort()

describe('the lists of a prefecture', () => {
  const bodies = [list(0, ['a']), list(12, ['a', 'b']), list(24, ['b']), list(36, [])]

  it('answer what held at a moment and between two', () => {
    const history = historyOf(bodies)
    expect([0, 13, 25, 37].map((at) => textsAt(history, at))).toEqual([['a'], ['a', 'b'], ['b'], []])
    expect(textsAt(history, 6, 30)).toEqual(['a', 'b'])
    expect(textsAt(history, -5)).toEqual([])
  })

  it('are the same whatever order they arrive in, and twice is once', () => {
    const inOrder = historyOf(bodies)
    fc.assert(
      fc.property(fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 }), (shuffled) => {
        const history = historyOf(shuffled)
        expect(history.lists).toEqual(inOrder.lists)
        for (const at of [0, 11, 12, 23, 24, 35, 36, 60]) expect(textsAt(history, at)).toEqual(textsAt(inOrder, at))
      }),
      { numRuns: 60 },
    )
    expect(withPart(inOrder, list(12, ['a', 'b']))).toBe(inOrder)
  })

  it('are corrected by a second publication of the same hour, not by a repetition of the first', () => {
    const corrected = historyOf([...bodies, list(12, ['c'], { hash: 'bbbb0012' })])
    expect(textsAt(corrected, 13)).toEqual(['c'])
    expect(textsAt(corrected, 25)).toEqual(['b'])
    expect(withPart(corrected, list(12, ['a', 'b']))).toBe(corrected)
  })

  it('count only when every part is there', () => {
    const half = historyOf([list(0, ['a'], { part: 1, parts: 2 })])
    expect(half.lists).toEqual([])
    expect(textsAt(withPart(half, list(0, ['b'], { part: 2, parts: 2, counties: [] })), 1)).toEqual(['a', 'b'])
    expect(half.counties).toEqual(['420502', '420503', '420583'])
  })

  it('that stop let their entries stand for the lifetime of the policy and no longer', () => {
    const history = historyOf([list(0, ['a'])])
    expect(textsAt(history, 6 * 24)).toEqual(['a'])
    expect(textsAt(history, 8 * 24)).toEqual([])
  })

  it('know their gaps', () => {
    const history = historyOf(bodies)
    const stale = 20 * 3_600_000
    expect(listsCover(history, hour(1), hour(40), stale)).toBe(true)
    expect(listsCover(history, hour(-1), hour(10), stale)).toBe(false)
    expect(listsCover(history, hour(1), hour(60), stale)).toBe(false)
    expect(listsCover(historyOf([list(0, []), list(30, [])]), hour(1), hour(31), stale)).toBe(false)
  })

  it('that are too long are kept by county, so that nobody there is let through unseen', () => {
    const long = historyOf([
      list(
        0,
        Array.from({ length: 4_000 }, (_, at) => `柳岫街道柳箬小区${at}号楼`),
      ),
    ])
    expect(Object.keys(long.entries)).toEqual(['high|420502|'])
    const parts = Array.from({ length: 8 }, (_, part) =>
      list(
        0,
        Array.from({ length: 1_500 }, (_, at) => `柳岫街道柳箬小区${part}-${at}号楼`),
        { part: part + 1, parts: 8 },
      ),
    )
    const growing = parts.map((_, at) => JSON.stringify(historyOf(parts.slice(0, at + 1))))
    expect(Math.max(...growing.map((text) => Buffer.byteLength(text)))).toBeLessThan(250_000)
    expect(Object.keys(historyOf(parts).entries)).toEqual(['high|420502|'])
  })
})
