import { expect, it } from 'vitest'
import { playHistory } from '#test/simulation/history.ts'

const seeds = 200

it(`histories in which everything fails keep every promise, over ${seeds} seeds`, async () => {
  for (let seed = 1; seed <= seeds; seed++)
    expect(await playHistory(seed), `seed ${seed}; replay: npm run simulate -- --from ${seed} --seeds 1`).toEqual([])
})
