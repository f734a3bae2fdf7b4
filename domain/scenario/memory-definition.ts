import type * as z from 'zod'

/**
 * What a scenario remembers under a key: the schema of it and the schema's number. `upcast[n]` brings a memory of version n
 * forward to n + 1; a memory of a newer version is refused and left alone.
 */
export type MemoryDefinition<Memory> = {
  version: number
  schema: z.ZodType<Memory>
  upcast?: Readonly<Record<number, (older: never) => unknown>>
}

/** Declares a memory with its own type checked. */
export function defineMemory<Memory>(definition: MemoryDefinition<Memory>): MemoryDefinition<Memory> {
  return definition
}
