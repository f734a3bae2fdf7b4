import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

const sendSchema = z.object({ MessageBody: z.string() })

/** SQS for whoever only sends: it takes a message, and says the checksum that the SDK compares. */
export async function queue(): Promise<{ url: string; sent: string[]; close: () => void }> {
  const sent: string[] = []
  const server = createServer(async (request, answer) => {
    const { MessageBody } = sendSchema.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    sent.push(MessageBody)
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex')
    answer.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify({ MessageId: randomUUID(), MD5OfMessageBody }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/111122223333/timers`, sent, close: () => server.close() }
}
