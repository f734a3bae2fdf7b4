import type { Server } from 'node:http'
import { connect } from 'node:net'
import { pipeline } from 'node:stream'
import { createWebSocketStream, WebSocketServer } from 'ws'

/** Twice what one MQTT message may have. */
const maxFrameBytes = 262_144

/** MQTT over WebSocket at `/mqtt` of the HTTP door: every socket becomes a connection to the broker's own door. */
export function mqttSockets(http: Server, broker: { port: number; host: string }): WebSocketServer {
  const sockets = new WebSocketServer({
    server: http,
    path: '/mqtt',
    maxPayload: maxFrameBytes,
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  })
  sockets.on('connection', (socket) => {
    const outside = createWebSocketStream(socket)
    const inside = connect(broker)
    // Either end closing, or breaking, ends both.
    pipeline(outside, inside, () => inside.destroy())
    pipeline(inside, outside, () => socket.terminate())
  })
  return sockets
}
