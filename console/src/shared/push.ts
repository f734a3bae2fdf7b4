import type { ConsoleConfig } from '#domain/api/console-config.ts'

/** `none`: the county has no push, and the desk asks by itself. */
export type PushState = 'connecting' | 'live' | 'down' | 'none'

/** Two heartbeats missed, and the connection is not believed any more. */
const heartbeatsMissed = 2.5

/**
 * Hints over MQTT: something changed, ask the API. `onState` tells when hints can be relied on; losing one does no harm,
 * because the desk polls while the push is down and asks again when it is back. A county without push is one that polls.
 */
export function startPush({ push }: ConsoleConfig, token: string, onHint: () => void, onState: (state: PushState) => void): () => void {
  if (!push) {
    onState('none')
    return () => undefined
  }
  const silentAfterMs = heartbeatsMissed * push.heartbeatSeconds * 1000
  let heardAt = Date.now()
  let stop: () => void = () => undefined
  let stopped = false
  const watchdog = setInterval(() => Date.now() - heardAt > silentAfterMs && onState('down'), 2_000)
  void import('mqtt').then(({ default: mqtt }) => {
    if (stopped) return
    const client = mqtt.connect(socketAddress(push.url), {
      clientId: `console-${crypto.randomUUID()}`,
      username: push.username,
      password: token,
      reconnectPeriod: 2_000,
      connectTimeout: 5_000,
      timerVariant: 'native',
    })
    client.on('connect', () => client.subscribe(push.topic, { qos: 0 }))
    client.on('packetreceive', ({ cmd }) => {
      if (cmd !== 'suback' && cmd !== 'publish') return
      heardAt = Date.now()
      onState('live')
      if (cmd === 'suback') onHint()
    })
    client.on('message', (topic) => topic.endsWith('/heartbeat') || onHint())
    client.on('close', () => onState('down'))
    client.on('error', () => undefined) // it reconnects by itself
    stop = () => client.end(true)
  })
  return () => {
    stopped = true
    clearInterval(watchdog)
    stop()
  }
}

/** A path of this origin, or another address, as one of WebSocket. */
function socketAddress(url: string): string {
  const address = new URL(url, location.href)
  address.protocol = address.protocol.replace(/^http/, 'ws')
  return address.href
}
