import { describe, expect, it } from 'vitest'
import { emptyAgenda } from '#domain/agenda.ts'
import type { County } from '#domain/county/county.ts'
import { corner, expectTheFloor, startMs } from '#local/ground-truth/corner.fixture.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import { generators } from '#local/ground-truth/generators.ts'
import { shareInterval } from '#local/ground-truth/interval.ts'

describe('an invented day with known truth', () => {
  // Under this seed somebody is in danger in the water.
  it('keeps the floor: nobody in danger missed, three alarms in five right, nothing lost', () => expectTheFloor([2]))

  it('is the same day under the same seed', async () => {
    const day = () => playDay({ county: tiny(corner), seed: 7, startMs, days: 1, season: 'winter', generators })
    const [first, second] = [await day(), await day()]
    expect(second.messages).toEqual(first.messages)
    expect(second.incidents.map(({ id }) => id)).toEqual(first.incidents.map(({ id }) => id))
  })
})

describe('the agenda', () => {
  it('gives back what comes first, and in the order of entry at one moment', () => {
    const agenda = emptyAgenda()
    const done: string[] = []
    for (const [atMs, name] of [
      [3, 'c'],
      [1, 'a'],
      [2, 'b'],
      [1, 'a2'],
    ] as const)
      agenda.add(atMs, () => done.push(name))
    for (let entry = agenda.next(); entry; entry = agenda.next()) entry.act()
    expect(done).toEqual(['a', 'a2', 'b', 'c'])
  })
})

describe('an interval', () => {
  it('agrees with published values of Wilson', () => {
    const { low, high } = shareInterval(8, 10) ?? { low: 0, high: 0 }
    expect([low, high].map((figure) => Number(figure.toFixed(3)))).toEqual([0.49, 0.943])
    expect(shareInterval(0, 0)).toBeUndefined()
  })
})

function tiny(county: County): County {
  return { ...county, devices: county.devices.filter(({ id }) => /^(cam|horn)-1$|^gas-1$/.test(id)) }
}
