import type { DynamoDBRecord } from 'aws-lambda'
import { expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { relayHandler } from '#lambdas/middleware/stream-handlers.ts'

const nowMs = Date.UTC(2026, 6, 14, 4)

function relayHere() {
  const asked: string[] = []
  const sent: unknown[] = []
  const store = new MemoryStore({ now: () => nowMs })
  const handler = relayHandler({
    store: {
      get: (keys) => store.get(keys),
      commit: (writes) => store.commit(writes),
      range: (query) => {
        asked.push(query.pk)
        return store.range(query)
      },
    },
    push: { publish: async () => undefined },
    deviceCommands: { command: async () => undefined },
    timers: { send: async (message) => void sent.push(message) },
    clock: { now: () => nowMs, sleep: async () => undefined },
    rng: { next: () => 0.5 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    county: { id: 'demo' },
  })
  return { asked, sent, handler }
}

const inserted = (pk: string, sk: string): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
})
const minuteOver = {
  ...{ id: '1', version: '0', account: '111122223333', region: 'us-east-1', resources: [], source: 'aws.scheduler' },
  ...{ time: '2026-07-14T04:00:00Z', 'detail-type': 'Scheduled Event', detail: {} },
}
const deadline = inserted('DEADLINE#2026-07-14T04:00#1', `${String(nowMs + 5_000).padStart(15, '0')}#wake#s#k#n`)

it('starts a short timer for a deadline that the table tells of, and asks the outbox nothing', async () => {
  const { asked, sent, handler } = relayHere()
  await handler({ Records: [deadline] }, {} as never)
  expect(sent).toMatchObject([{ delaySeconds: 5, body: { dueAtMs: nowMs + 5_000, deadlineId: 'wake#s#k#n' } }])
  expect(asked).toEqual([])
})

it.each([
  ['something waits there', { Records: [deadline, inserted('OUTBOX#1', '1')] }],
  ['a minute is over', minuteOver],
])('asks the outbox when %s', async (_why, event) => {
  const { asked, handler } = relayHere()
  await handler(event, {} as never)
  expect(asked).toHaveLength(4)
})
