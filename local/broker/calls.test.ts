import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { type Channel, callsOver } from '#local/broker/calls.ts'

/** Two ends in one thread. */
function ends(): [Channel, Channel, EventEmitter] {
  const [here, there] = [new EventEmitter(), new EventEmitter()]
  const end = (mine: EventEmitter, other: EventEmitter): Channel =>
    Object.assign(mine, {
      postMessage: (message: unknown) => void setImmediate(() => other.emit('message', message)),
    }) as unknown as Channel
  return [end(here, there), end(there, here), here]
}

describe('calls between two threads', () => {
  it('are answered, or fail as the handler did', async () => {
    const [here, there] = ends()
    const call = callsOver(here, {})
    callsOver(there, {
      double: (number: number) => number * 2,
      fail: () => {
        throw new Error('no')
      },
    })
    expect(await call<number>('double', 21)).toBe(42)
    await expect(call('fail')).rejects.toThrow('no')
  })

  it('fail when the other thread ends, those that wait and those that come later', async () => {
    const [here, , emitter] = ends()
    const call = callsOver(here, {})
    const waiting = call('anything')
    emitter.emit('exit')
    await expect(waiting).rejects.toThrow('ended')
    await expect(call('anything')).rejects.toThrow('ended')
  })
})
