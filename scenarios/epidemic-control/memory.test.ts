import { describe, expect, it } from 'vitest'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { keys } from '#ledger/keys.ts'
import { memoryOf } from '#ledger/memories.ts'
import { RowUnreadable } from '#ledger/row-type.ts'
import v1 from '#scenarios/epidemic-control/memories/v1.json'
import v2 from '#scenarios/epidemic-control/memories/v2.json'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'

const { version, schema } = epidemicControl.memory

/** What the code of today makes of a memory that was written under a version. */
function read(key: string, detector: unknown, detectorVersion: number): unknown {
  const value = { ...emptyMemory, detector, ...(detectorVersion > 1 && { detectorVersion }) }
  return memoryOf(epidemicControl, { ...keys.memory(epidemicControl.id, key), value, version: 1 }).detector
}

/** By the release that wrote version 1: from its data folder, and from stories that show what stands in none of these. */
describe('a memory', () => {
  it.each(v1.map(({ key, memory }, index) => ({ key, memory, now: v2[index]?.memory })))(
    'of version 1 under $key is brought forward',
    ({ key, memory, now }) => {
      expect(read(key, memory, 1)).toEqual(now)
    },
  )

  it.each(v2)('of version 2 under $key is what its schema says', ({ key, memory }) => {
    expect(schema.parse(memory)).toEqual(memory)
    expect(read(key, memory, 2)).toEqual(memory)
  })

  it('of a newer version is refused and left as it is', () => {
    for (const { key, memory } of v2) expect(() => read(key, memory, version + 1)).toThrow(RowUnreadable)
  })
})
