import { expect, it } from 'vitest'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import type { Sighting } from '#scenarios/epidemic-control/memory/people.ts'
import { cellKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { onPresence } from '#scenarios/epidemic-control/screening/presence-step.ts'
import { observe } from '#test/fixtures/observe.ts'

it('a presence that is sent again adds nothing, in whatever order its fields were stored', () => {
  const first = { cell: 'ab'.repeat(32), from: '2026-04-13T08:00:00+08:00', to: '2026-04-13T09:00:00+08:00' }
  const body = arrival.body.parse({ ...arrival.example, presence: [first] })
  const seen = { ...observe(arrival, body, { atMs: Date.parse(first.to) }), key: cellKey(first.cell) }
  const { memory } = onPresence(undefined, seen)
  const stored = { sightings: (memory?.sightings ?? []).map(({ toMs, fromMs, cell, ref }): Sighting => ({ toMs, fromMs, cell, ref })) }
  expect(stored.sightings.length).toBeGreaterThan(0)
  expect(onPresence(stored, seen).memory).toBe(stored)
})
