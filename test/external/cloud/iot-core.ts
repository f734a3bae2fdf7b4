import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Aedes, type AedesPublishPacket, type Client } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { allows, type IotPolicy, type IotRequest, iotPolicySchema } from '#test/fixtures/iot-policy.ts'
import { contextOf } from './lambda-context.ts'

type Answer = { isAuthenticated: boolean; policyDocuments: string[] }
type Authorizer = (request: unknown, context: unknown) => Promise<Answer>

/**
 * IoT Core as far as consoles meet it: an endpoint to be asked for, messages published over HTTPS, and MQTT over secure
 * WebSocket behind the custom authorizer that the query names. What the authorizer's policy does not allow ends the connection,
 * as there.
 */
export async function iotCore(authorizerName: string, authorizer: Authorizer, certificate: { key: string; cert: string }) {
  const policies = new Map<string, IotPolicy[]>()
  const may = (client: Client, action: IotRequest['action'], on: string) =>
    allows(policies.get(client.id) ?? [], { action, on, clientId: client.id, thing: undefined })
  const refused: string[] = []
  const broker = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      const mqtt = { clientId: client.id, username, password: Buffer.from(password ?? '').toString('base64') }
      authorizer({ protocolData: { mqtt } }, contextOf()).then(
        ({ isAuthenticated, policyDocuments }) => {
          policies.set(
            client.id,
            policyDocuments.map((text) => iotPolicySchema.parse(JSON.parse(text))),
          )
          const isAllowed = isAuthenticated && may(client, 'Connect', client.id)
          if (!isAllowed) refused.push(`connect ${client.id}`)
          done(null, isAllowed)
        },
        () => done(null, false),
      )
    },
    authorizeSubscribe: (client, subscription, done) => {
      if (client && !may(client, 'Subscribe', subscription.topic)) {
        refused.push(`subscribe ${subscription.topic}`)
        return done(new Error('not allowed'))
      }
      return done(null, subscription)
    },
    authorizePublish: (client, { topic }, done) => (client && !may(client, 'Publish', topic) ? done(new Error('not allowed')) : done(null)),
    authorizeForward: (client, packet) => (may(client, 'Receive', packet.topic) ? packet : undefined),
  })

  const sockets = createHttps(certificate)
  new WebSocketServer({ server: sockets, path: undefined, handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false) }).on(
    'connection',
    (socket, { url }) => {
      const asked = new URL(url ?? '/', 'wss://iot')
      const isOurs = asked.pathname === '/mqtt' && asked.searchParams.get('x-amz-customauthorizer-name') === authorizerName
      if (!isOurs) refused.push(`dial ${url}`)
      if (isOurs) broker.handle(createWebSocketStream(socket))
      else socket.close()
    },
  )
  await new Promise<void>((resolve) => sockets.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(sockets.address() as AddressInfo).port}`

  const published: string[] = []
  const service = createHttp(async (request, answer) => {
    const body = Buffer.concat(await request.toArray())
    const topic = /^\/topics\/([^?]+)/.exec(request.url ?? '')?.[1]
    if (!topic) return answer.setHeader('content-type', 'application/json').end(JSON.stringify({ endpointAddress: host }))
    const packet: AedesPublishPacket = {
      cmd: 'publish',
      topic: decodeURIComponent(topic),
      payload: body,
      qos: 0,
      retain: false,
      dup: false,
    } as AedesPublishPacket // the broker fills in its own id and counter
    published.push(packet.topic)
    broker.publish(packet, () => answer.end('{}'))
    return undefined
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  return {
    /** Where the SDK's IoT clients are sent. */
    serviceUrl: `http://127.0.0.1:${(service.address() as AddressInfo).port}`,
    socketOrigin: `wss://${host}`,
    published,
    refused,
    async close() {
      sockets.closeAllConnections()
      sockets.close()
      service.close()
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}
