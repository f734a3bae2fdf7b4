import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { SqsQueue } from '#adapters/aws/queue.ts'
import { LocalQueue } from '#adapters/local/queue.ts'
import { clientOf } from '#test/contract/fake-client.ts'
import { type QueueMessage, queueContract } from '#test/contract/queue-contract.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const visibilityTimeoutMs = 30_000

/** SQS and Lambda behind it, as documented: whole seconds from 0 to 900, and a message that failed is seen again after a while. */
function sqs(clock: VirtualClock) {
  let handle = async (_message: QueueMessage): Promise<void> => undefined
  const deliver = async (text: string, delayMs: number): Promise<void> => {
    await clock.sleep(delayMs)
    await handle(JSON.parse(text)).catch(() => deliver(text, visibilityTimeoutMs))
  }
  const client = clientOf<SQSClient>((command) => {
    if (!(command instanceof SendMessageCommand)) throw new Error('a queue only sends')
    const { QueueUrl, MessageBody = '', DelaySeconds = 0 } = command.input
    expect(QueueUrl).toBe('queue')
    if (!Number.isInteger(DelaySeconds) || DelaySeconds < 0 || DelaySeconds > 900) throw new Error('InvalidParameterValue')
    void deliver(MessageBody, DelaySeconds * 1000)
    return { MessageId: 'message' }
  })
  const consume = (next: typeof handle) => {
    handle = next
  }
  return { client, consume }
}

const advanceBy = (clock: VirtualClock) => (seconds: number) => clock.advance(seconds * 1000)

queueContract('the queue of a laptop', async () => {
  const clock = new VirtualClock(0)
  const queue = new LocalQueue(clock, silent)
  return { queue, consume: (handle) => queue.consume(handle), advance: advanceBy(clock) }
})

queueContract('SQS', async () => {
  const clock = new VirtualClock(0)
  const { client, consume } = sqs(clock)
  return { queue: new SqsQueue(client, 'queue'), consume, advance: advanceBy(clock) }
})

it('the queue of a laptop stops without waiting, also for what is sent after that', async () => {
  const queue = new LocalQueue(new VirtualClock(0), silent)
  let times = 0
  queue.consume(async () => void times++)
  await queue.send({ id: 'before', body: 1, delaySeconds: 900 })
  await queue.stop()
  await queue.send({ id: 'after', body: 1, delaySeconds: 900 })
  await queue.stop()
  expect(times).toBe(0)
})
