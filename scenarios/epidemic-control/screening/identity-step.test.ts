import { expect, it } from 'vitest'
import type { Wake } from '#domain/observation/observation.ts'
import type { Identity } from '#scenarios/epidemic-control/memory/people.ts'
import { onForgetIdentity } from '#scenarios/epidemic-control/screening/identity-step.ts'

it('forgets identities so many at a time that the lines of their keys fit into the commit, until none is left', () => {
  const identity: Identity = { forgetAtMs: 1_000, prefectures: ['4205'], companions: [], cells: [], linkKeys: ['a', 'b', 'c', 'd'] }
  const people = Object.fromEntries(Array.from({ length: 45 }, (_, at) => [`r${at}`, identity]))
  const later = { ...identity, forgetAtMs: 90_000 }
  let memory = { people: { ...people, later } as Record<string, Identity> }
  const left: [number, number | undefined][] = []
  for (let dueAtMs: number | undefined = 1_000; dueAtMs !== undefined && dueAtMs < 90_000; ) {
    const step = onForgetIdentity(memory, { kind: 'wake', name: 'forget', key: 'person:000', observedAtMs: dueAtMs } as Wake)
    memory = step.memory
    dueAtMs = step.timers?.[0]?.dueAtMs
    left.push([Object.keys(memory.people).length, dueAtMs])
  }
  expect(left).toEqual([
    [26, 2_000],
    [6, 3_000],
    [1, 90_000],
  ])
})
