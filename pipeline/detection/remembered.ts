import { TooMuchContention } from '#domain/errors.ts'
import type { Item, Write } from '#domain/ports.ts'
import { partKey, partOfKey, takePart } from '#domain/scenario/division.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { keys } from '#ledger/keys.ts'
import { memoryOf, memoryWrite } from '#ledger/memories.ts'
import { deleteRow } from '#ledger/row-type.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { timerWrites } from '#pipeline/detection/timers.ts'

const attempts = 12

/**
 * The rows of memories, in their order. A part that is not there yet may still stand in the row of an earlier release, in which all
 * parts were one: it is taken over first.
 */
export async function readMemories(
  services: DetectionServices,
  scenario: Scenario,
  names: readonly string[],
): Promise<(Item | undefined)[]> {
  const items = await services.store.get(names.map((name) => keys.memory(scenario.id, name)))
  if (!scenario.division || !items.includes(undefined)) return items
  const absent = names.filter((_, index) => items[index] === undefined)
  const wholes = [...new Set(absent.map((name) => partOfKey(name).whole))]
  const undivided = await services.store.get(wholes.map((whole) => keys.memory(scenario.id, whole)))
  const waiting = absent.filter((name) => undivided[wholes.indexOf(partOfKey(name).whole)] !== undefined)
  if (waiting.length === 0) return items
  for (const name of waiting) await takeOver(services, scenario, name)
  return services.store.get(names.map((name) => keys.memory(scenario.id, name)))
}

/** One timer of a key, which may name what has been divided since: then it is the part's. */
export async function advanceByTimer(
  services: DetectionServices,
  scenario: Scenario,
  key: string,
  name: string,
  dueAtMs: number,
): Promise<void> {
  const home = await homeOfTimer(services, scenario, key, name)
  const [item] = await readMemories(services, scenario, [home])
  await advanceKey(services, scenario, home, [{ kind: 'wake', key: home, name, observedAtMs: dueAtMs }], { item })
}

async function homeOfTimer(services: DetectionServices, scenario: Scenario, key: string, name: string): Promise<string> {
  const { division } = scenario
  if (!division || partOfKey(key).part !== undefined) return key
  const part = division.partOfTimer(name, await limitsNow(services, scenario))
  return part === undefined ? key : partKey(key, part)
}

/** One commit: the part's own row, the old one without it, and its timers under the part's name. */
async function takeOver(services: DetectionServices, scenario: Scenario, name: string): Promise<void> {
  const { whole, part } = partOfKey(name)
  if (!scenario.division || part === undefined) return
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const [item, own] = await services.store.get([keys.memory(scenario.id, whole), keys.memory(scenario.id, name)])
    if (!item || own) return
    const memory = memoryOf(scenario, item)
    const { taken, rest } = takePart(scenario.division, memory, part, await limitsNow(services, scenario))
    const isRestEmpty = Object.keys(rest.timers).length === 0 && Object.keys(rest.episodes).length === 0
    const writes: Write[] = [
      memoryWrite(scenario, name, taken, 0),
      isRestEmpty ? deleteRow(item, item.version) : memoryWrite(scenario, whole, rest, item.version),
      ...timerWrites(scenario, whole, memory, rest),
      ...timerWrites(scenario, name, emptyMemory, taken),
    ]
    if ((await services.store.commit(writes)).type === 'committed') return
    await services.clock.sleep(services.rng.next() * 20 * 2 ** attempt)
  }
  throw new TooMuchContention(`${scenario.id}/${name}: not taken over from ${whole} in ${attempts} attempts`)
}

async function limitsNow({ limits, clock }: DetectionServices, scenario: Scenario): Promise<unknown> {
  return (await limits.of(scenario))(clock.now()).limits
}
