import { createServer } from 'node:net'
import { Aedes } from 'aedes'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { memberOf } from '#domain/entries.ts'
import { portOf } from '#local/port-of.ts'

/** The bare chain to compare with: broker → durable log → JSON parse → commit, and nothing of a county. */
const file = await LedgerFile.open(process.argv[2] ?? '')
const broker = new Aedes({ concurrency: 100 })
await broker.listen()
const decoder = new TextDecoder()
let number = 0
broker.authorizePublish = (_client, packet, done) => {
  const payload = new Uint8Array(typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload)
  const key = String(++number).padStart(12, '0')
  file.write([{ type: 'put', key: `log!${key}`, value: payload }]).then(
    () => {
      done(null)
      const id = memberOf(JSON.parse(decoder.decode(payload)), 'id')
      void file.write([{ type: 'put', key: `seen!${id}`, value: payload }])
    },
    (error) => done(error),
  )
}
const server = createServer((socket) => broker.handle(socket))
server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ ready: true, port: portOf(server) })}\n`))
