import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A sentence has at most 82 characters, a tag block before it about as many; what is longer is noise and is cut. */
const longestLine = 1_000
const reconnectMs = 2_000
/** A receiver that is gone without a word is noticed by the system's own probes. */
const probeAfterMs = 30_000

/** The lines of a stream of bytes, without blank ones. */
export async function* linesOf(bytes: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + chunk.toString('latin1')).split(/\r?\n/)
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) if (line.trim() !== '') yield line
  }
  if (rest.trim() !== '') yield rest
}

/** A receiver that is read over TCP for as long as nobody stops it, however often its connection breaks. */
export async function* receiverLines(
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
  onConnection: (state: 'connected' | 'lost', why: string) => void,
): AsyncGenerator<string> {
  while (!signal.aborted) {
    const socket = connect({ host, port, signal })
    socket.setKeepAlive(true, probeAfterMs)
    socket.once('connect', () => onConnection('connected', `${host}:${port}`))
    try {
      yield* linesOf(socket)
      onConnection('lost', 'the receiver closed the connection')
    } catch (error) {
      if (!signal.aborted) onConnection('lost', error instanceof Error ? error.message : String(error))
    }
    socket.destroy()
    await sleep(reconnectMs, undefined, { signal }).catch(() => undefined)
  }
}
