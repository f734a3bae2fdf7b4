import { describe, expect, it } from 'vitest'
import { playHistory } from '#test/simulation/history.ts'
import { limitsOfTheMoment, putThenNotify, swallowedFailure, unconditionalWrite } from '#test/simulation/sabotage.ts'
import type { Sabotage } from '#test/simulation/world.ts'

/** Two hundred are played in `simulation.long.test.ts`, thousands by `npm run simulate`. */
const seeds = 40

describe('histories in which everything fails', () => {
  it(`keep every promise, over ${seeds} seeds`, async () => {
    for (let seed = 1; seed <= seeds; seed++)
      expect(await playHistory(seed), `seed ${seed}; replay: npm run simulate -- --from ${seed} --seeds 1`).toEqual([])
  })

  it('replay exactly from their seed', async () => {
    const seed = await firstBroken(swallowedFailure)
    expect(await playHistory(seed, swallowedFailure)).toEqual(await playHistory(seed, swallowedFailure))
  })
})

describe('bugs planted on purpose are noticed', () => {
  it.each([
    ['storing first and telling afterwards', putThenNotify],
    ['a write without its condition', unconditionalWrite],
    ['limits of the moment at which a message is worked through', limitsOfTheMoment],
    ['a batch whose failure is swallowed', swallowedFailure],
  ])('%s', async (_name, sabotage) => {
    expect(await firstBroken(sabotage)).toBeLessThanOrEqual(50)
  })
})

async function firstBroken(sabotage: Sabotage): Promise<number> {
  for (let seed = 1; seed <= 50; seed++) if ((await playHistory(seed, sabotage)).length > 0) return seed
  return Number.POSITIVE_INFINITY
}
