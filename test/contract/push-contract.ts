import { describe, expect, it } from 'vitest'
import type { Push } from '#domain/ports.ts'

export type Published = { topic: string; payload: unknown; qos: number; retain: boolean }
export type PushUnderTest = {
  push: Push
  /** A topic that the console listens on. */
  topic: string
  /** What the broker hands on to a console that listens, so many messages. */
  handedOn: (count: number) => Promise<Published[]>
}

/** What every push promises: hints as JSON on their topic, at most once, and none kept for who comes later. */
export function pushContract(name: string, open: () => Promise<PushUnderTest>): void {
  describe(`${name} as a push`, () => {
    it('hands on each hint as JSON on its topic, at QoS 0, not retained', async () => {
      const { push, topic, handedOn } = await open()
      const hint = { id: 'i-1', sequence: 0, name: '水' }
      await push.publish(topic, hint)
      await push.publish(topic, [])
      expect(await handedOn(2)).toEqual([
        { topic, payload: hint, qos: 0, retain: false },
        { topic, payload: [], qos: 0, retain: false },
      ])
    })
  })
}
