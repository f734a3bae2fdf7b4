import { describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { emptyMemory, type KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { listedWrites } from '#pipeline/detection/listed.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

type Line = { place: string; value: number }

/** A scenario whose memory is its lines. */
const scenario = {
  id: 'listing',
  listing: (_key: string, { detector }: KeyMemory) =>
    Object.entries((detector ?? {}) as Record<string, Line>).map(([name, line]) => ({ name, list: 'all', ...line })),
} as unknown as Scenario

function listing() {
  const store = new MemoryStore(new VirtualClock(0))
  let memory = emptyMemory
  return {
    /** One commit of the memory, and how many lines it wrote. */
    async becomes(detector: Record<string, Line>, most?: number): Promise<number> {
      const { memory: next, writes } = listedWrites(scenario, 'key', { ...memory, detector }, most)
      if (writes.length > 0) expect(await store.commit(writes)).toEqual({ type: 'committed' })
      memory = next
      return writes.length
    },
    async shows(): Promise<unknown[]> {
      return (await store.range({ pk: keys.listed('listing', 'all', '').pk, limit: 1_000 })).map(({ value }) => value)
    },
  }
}

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, { place: `p${at}`, value: at }]))

describe('lines that a memory contributes to a list', () => {
  it('come in order of their places, move, change and go with the memory', async () => {
    const list = listing()
    await list.becomes({ a: { place: '2', value: 1 }, b: { place: '1', value: 2 } })
    expect(await list.shows()).toEqual([2, 1])
    expect(await list.becomes({ a: { place: '0', value: 1 }, b: { place: '1', value: 2 } })).toBe(2)
    expect(await list.shows()).toEqual([1, 2])
    expect(await list.becomes({ a: { place: '0', value: 3 }, b: { place: '1', value: 2 } })).toBe(2)
    expect(await list.shows()).toEqual([3, 2])
    expect(await list.becomes({ a: { place: '0', value: 3 }, b: { place: '1', value: 2 } })).toBe(0)
    await list.becomes({})
    expect(await list.shows()).toEqual([])
  })

  it('that do not fit into one commit are made up by the next ones, removals first', async () => {
    const list = listing()
    expect(await list.becomes(many(50), 20)).toBe(20)
    expect(await list.becomes(many(50), 20)).toBe(20)
    expect(await list.becomes({ last: { place: 'z', value: 99 } }, 40)).toBe(40)
    expect(await list.shows()).toEqual([])
    expect(await list.becomes({ last: { place: 'z', value: 99 } }, 40)).toBe(1)
    expect(await list.shows()).toEqual([99])
  })
})
