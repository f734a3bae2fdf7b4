import type { Item, Write } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { MemoryDefinition } from '#domain/scenario/memory-definition.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { broughtForward, putRow, rowOf } from '#ledger/row-type.ts'
import { memoryRow } from '#ledger/rows/memory-row.ts'

/** A memory as its row has it, the detector's part brought forward to what the scenario's code knows. @throws RowUnreadable */
export function memoryOf({ id, memory: definition }: Pick<Scenario, 'id' | 'memory'>, item: Item): KeyMemory {
  const { value } = rowOf(memoryRow, item)
  const detector = detectorOf(id, definition, value, item.pk)
  return detector === value.detector ? value : { ...value, detector, ...versionOf(definition) }
}

/** The detector's part of a memory. @throws RowUnreadable */
export function detectorOf<Memory>(
  scenario: string,
  definition: MemoryDefinition<Memory>,
  memory: KeyMemory,
  where: string,
): Memory | undefined {
  if (memory.detector === undefined) return undefined
  return broughtForward(
    { name: `memory of ${scenario}`, ...definition, trusted: true },
    memory.detector,
    memory.detectorVersion ?? 1,
    where,
  )
}

/** The write of a memory, with the number of the detector's schema. */
export function memoryWrite(
  { id, memory: definition }: Pick<Scenario, 'id' | 'memory'>,
  key: string,
  memory: KeyMemory,
  ifVersion: number,
): Write {
  return putRow(keys.memory(id, key), { ...memory, ...versionOf(definition) }, ifVersion)
}

/** The first version needs no mention: nothing said so when it was the only one. */
export function versionOf({ version }: MemoryDefinition<unknown>): { detectorVersion?: number } {
  return version > 1 ? { detectorVersion: version } : {}
}
