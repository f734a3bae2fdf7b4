import type { ConsoleConfig } from './session.ts'

export type PushState = 'connecting' | 'live' | 'down'

/** Two heartbeats of ten seconds missed, and the connection is not believed any more. */
const silentAfterMs = 25_000

/**
 * Hints over MQTT: something changed, ask the API. `onState` tells when hints can be relied on; losing one does no harm,
 * because the desk polls while the push is down and asks again when it is back.
 */
export function startPush(config: ConsoleConfig, token: string, onHint: () => void, onState: (state: PushState) => void): () => void {
  let heardAt = Date.now()
  let stop: () => void = () => undefined
  let stopped = false
  const watchdog = setInterval(() => Date.now() - heardAt > silentAfterMs && onState('down'), 2_000)
  void import('mqtt').then(({ default: mqtt }) => {
    if (stopped) return
    const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${config.push.path}`
    const client = mqtt.connect(url, {
      clientId: `console-${crypto.randomUUID()}`,
      username: config.push.username,
      password: token,
      reconnectPeriod: 2_000,
      connectTimeout: 5_000,
      timerVariant: 'native',
    })
    client.on('connect', () => client.subscribe(config.push.topic, { qos: 0 }))
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
