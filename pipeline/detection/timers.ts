import type { Write } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { armWrite, disarmWrite } from '#ledger/deadlines.ts'
import type { Deadline } from '#ledger/rows/event-rows.ts'

/** What has to be written so that the deadlines are those of the memory. */
export function timerWrites(scenario: Scenario, key: string, before: KeyMemory, memory: KeyMemory): Write[] {
  const names = new Set([...Object.keys(before.timers), ...Object.keys(memory.timers)])
  return [...names].flatMap((name) => {
    const [was, is] = [before.timers[name], memory.timers[name]]
    if (was === is) return []
    const deadline = (dueAtMs: number): Deadline => ({ type: 'wake', scenario: scenario.id, key, name, dueAtMs })
    return [...(was === undefined ? [] : [disarmWrite(deadline(was))]), ...(is === undefined ? [] : [armWrite(deadline(is))])]
  })
}
