import type { Device } from '#domain/observation/device.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'

/**
 * How the memory of a key falls into parts that never look at each other, each a row of its own: whoever shares a row pays for
 * its neighbours with every write. A part is named by the limits (a spot, by the view of its camera). What one row held before
 * it was divided is taken over part by part.
 */
export type Division<Memory, Limits> = {
  /** The parts that a device's messages belong to; none: nobody looks at them. */
  partsOf: (device: Device, limits: Limits) => string[]
  /** The part that a finding's subject belongs to; `undefined`: to none that is known. */
  partOfSubject: (subject: string, limits: Limits) => string | undefined
  /** The part whose timer this is. */
  partOfTimer: (name: string, limits: Limits) => string | undefined
  /** What an undivided memory held of one part, and what is left of it. */
  take: (memory: Memory, part: string, limits: Limits) => { taken: Memory; rest: Memory }
}

/** The key of a part. */
export function partKey(key: string, part: string): string {
  return `${key}/${part}`
}

/** The key that was divided and the part; `part` is `undefined` of a key that is whole. */
export function partOfKey(key: string): { whole: string; part?: string } {
  const at = key.indexOf('/')
  return at < 0 ? { whole: key } : { whole: key.slice(0, at), part: key.slice(at + 1) }
}

/**
 * An undivided memory as the part's own and what is left. Known messages are everybody's: nothing says whose they are, and they are
 * forgotten when they are no longer relevant. What was counted today stays where its row was written.
 */
export function takePart<Memory, Limits>(
  { partOfSubject, partOfTimer, take }: Division<Memory, Limits>,
  memory: KeyMemory & { detector?: Memory },
  part: string,
  limits: Limits,
): { taken: KeyMemory; rest: KeyMemory } {
  const subjects = <Value>(entries: Record<string, Value>) => divided(entries, (name) => partOfSubject(name, limits) === part)
  const [episodes, held] = [subjects(memory.episodes), subjects(memory.held ?? {})]
  const timers = divided(memory.timers, (name) => partOfTimer(name, limits) === part)
  const detector = memory.detector === undefined ? undefined : take(memory.detector, part, limits)
  const { newestMs, known } = memory
  return {
    taken: {
      newestMs,
      known,
      episodes: episodes.mine,
      timers: timers.mine,
      ...(memory.held && { held: held.mine }),
      ...(detector && { detector: detector.taken }),
    },
    rest: {
      ...memory,
      episodes: episodes.others,
      timers: timers.others,
      ...(memory.held && { held: held.others }),
      ...(detector && { detector: detector.rest }),
    },
  }
}

function divided<Value>(entries: Record<string, Value>, isMine: (name: string) => boolean) {
  const [mine, others]: [Record<string, Value>, Record<string, Value>] = [{}, {}]
  for (const [name, value] of Object.entries(entries)) (isMine(name) ? mine : others)[name] = value
  return { mine, others }
}
