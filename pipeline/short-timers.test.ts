import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { armWrite } from '#ledger/deadlines.ts'
import { deadlinesWord, keys } from '#ledger/keys.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'

const nowMs = Date.UTC(2026, 6, 14, 4)
let sent: { id: string; body: unknown; delaySeconds: number }[]
let store: MemoryStore

beforeEach(() => {
  sent = []
  store = new MemoryStore({ now: () => nowMs })
  const timers = { send: async (message: (typeof sent)[number]) => void sent.push(message) }
  store.onPut(deadlinesWord, (put) => void startShortTimers({ timers, clock: { now: () => nowMs } }, put))
})

const arm = (dueAtMs: number, name = 'under:pier') =>
  store.commit([armWrite({ type: 'wake', scenario: 'anti-drowning', key: 'water:lake/pier', name, dueAtMs })])

describe('short timers', () => {
  it('are started by the row of a deadline, and point at it', async () => {
    await arm(nowMs + 14_100)
    const due = { dueAtMs: nowMs + 14_100, deadlineId: 'wake#anti-drowning#water:lake/pier#under:pier' }
    expect(sent).toEqual([{ id: `${due.deadlineId}@${due.dueAtMs}`, body: due, delaySeconds: 15 }])
    expect((await store.get([keys.deadline(due.dueAtMs, due.deadlineId)]))[0]?.value).toMatchObject({ name: 'under:pier' })
  })

  it('ring at once for what is overdue, and leave to the sweep what a queue cannot wait for', async () => {
    await arm(nowMs - 60_000, 'overdue')
    await arm(nowMs + 900_000, 'just')
    await arm(nowMs + 900_001, 'later')
    expect(sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 900])
  })

  it('are for deadlines only', async () => {
    await startShortTimers({ timers: { send: async () => expect.unreachable() }, clock: { now: () => nowMs } }, [
      { pk: 'OUTBOX#1', sk: '000000000000001#x' },
    ])
  })
})
