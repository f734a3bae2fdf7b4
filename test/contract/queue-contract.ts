import { describe, expect, it } from 'vitest'
import type { Queue } from '#domain/ports.ts'

export type QueueMessage = { id: string; body: unknown }
export type QueueUnderTest = {
  queue: Queue
  /** Who works on what the queue delivers. */
  consume: (handle: (message: QueueMessage) => Promise<void>) => void
  advance: (seconds: number) => Promise<void>
}

/** What every queue promises: a message comes after its delay, and again until it was worked on. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  async function opened() {
    const { queue, consume, advance } = await open()
    const seen: QueueMessage[] = []
    consume(async (message) => void seen.push(message))
    return { queue, consume, advance, seen }
  }
  const message = (delaySeconds: number, id = 'm-1') => ({ id, body: { text: '水', zero: 0 }, delaySeconds })

  describe(`${name} as a queue`, () => {
    it('delivers a message as it was sent, not before its delay', async () => {
      const { queue, advance, seen } = await opened()
      await queue.send(message(60))
      await advance(59)
      expect(seen).toEqual([])
      await advance(2)
      expect(seen).toEqual([{ id: 'm-1', body: { text: '水', zero: 0 } }])
    })

    it('delivers at once what has no delay, and each by its own delay', async () => {
      const { queue, advance, seen } = await opened()
      await queue.send(message(30, 'later'))
      await queue.send(message(0, 'now'))
      await advance(1)
      expect(seen.map(({ id }) => id)).toEqual(['now'])
      await advance(30)
      expect(seen.map(({ id }) => id)).toEqual(['now', 'later'])
    })

    it('delivers again what could not be worked on', async () => {
      const { queue, consume, advance } = await opened()
      let times = 0
      consume(async () => {
        times++
        if (times < 3) throw new Error('the ledger did not answer')
      })
      await queue.send(message(0))
      await advance(300)
      expect(times).toBe(3)
    })

    it('takes a delay of 900 s, and refuses a longer, a negative or a broken one', async () => {
      const { queue, advance, seen } = await opened()
      for (const delaySeconds of [901, -1, 0.5, Number.NaN]) await expect(queue.send(message(delaySeconds, 'no'))).rejects.toThrow()
      await queue.send(message(900))
      await advance(899)
      expect(seen).toEqual([])
      await advance(2)
      expect(seen.map(({ id }) => id)).toEqual(['m-1'])
    })
  })
}
