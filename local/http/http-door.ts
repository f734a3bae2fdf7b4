import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { maxBodyBytes } from '#api/handle-request.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import { securityHeaders } from '#api/site/security-headers.ts'
import type { FileResponse } from '#api/site/site-file.ts'
import type { Log } from '#domain/ports.ts'

/** Answers the paths that begin with its prefix; the longest prefix wins. */
export type Door = { prefix: string; answer: (request: ApiRequest, requestId: string) => Promise<ApiResponse | FileResponse> }

/** The laptop's HTTP server: one origin for console, API and sign-in, with the headers of the deployed site. */
export function httpDoor(doors: Door[], log: Log): Server {
  const byLength = [...doors].sort((a, b) => b.prefix.length - a.prefix.length)
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 },
    (incoming, outgoing) => {
      const requestId = randomUUID()
      serve(byLength, incoming, outgoing, requestId).catch((error) => {
        log.error('request failed', { requestId, cause: String(error) })
        if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' })
        outgoing.end()
      })
    },
  )
  return server
}

async function serve(doors: Door[], incoming: IncomingMessage, outgoing: ServerResponse, requestId: string): Promise<void> {
  const [path = '/', search = ''] = (incoming.url ?? '/').split('?', 2)
  const door = doors.find(({ prefix }) => path.startsWith(prefix))
  const body = await readBody(incoming)
  if (body === 'too-large') {
    outgoing.writeHead(413, { connection: 'close', 'content-type': 'application/problem+json' })
    outgoing.end(JSON.stringify({ type: '/problems/too-large', title: 'The request is too large', status: 413, requestId }))
    return
  }
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: headersOf(incoming),
    body,
  }
  const response = door ? await door.answer(request, requestId) : { status: 404, headers: {}, body: '' }
  const headers = { ...securityHeaders(), 'x-request-id': requestId, ...response.headers }
  outgoing.writeHead(response.status, { ...headers, 'content-length': Buffer.byteLength(response.body) })
  outgoing.end(request.method === 'HEAD' ? undefined : response.body)
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array | 'too-large'> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming) {
    const part: Buffer = chunk
    bytes += part.byteLength
    if (bytes > maxBodyBytes) return 'too-large'
    chunks.push(part)
  }
  return Buffer.concat(chunks)
}

function headersOf({ headers }: IncomingMessage): ApiRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
}
