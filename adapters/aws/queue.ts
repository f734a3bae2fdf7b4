import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { Queue } from '#domain/ports.ts'

/** SQS: at least once, delayed by up to 900 s. */
export class SqsQueue implements Queue {
  readonly #client: SQSClient
  readonly #url: string

  constructor(client: SQSClient, url: string) {
    this.#client = client
    this.#url = url
  }

  async send({ id, body, delaySeconds }: { id: string; body: unknown; delaySeconds: number }): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({ QueueUrl: this.#url, MessageBody: JSON.stringify({ id, body }), DelaySeconds: delaySeconds }),
    )
  }
}
