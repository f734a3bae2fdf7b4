import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { documentPaths } from '#api/documents.ts'
import { contextOf } from './lambda-context.ts'

type HttpHandler = (event: Partial<APIGatewayProxyEventV2>, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>

/** API Gateway's HTTP API as far as the template uses it: its routes, payload format 2.0, its own 404. */
export function gateway(functions: { api: () => HttpHandler; site: HttpHandler }, seen: (path: string) => void): Server {
  return createServer(async (incoming, outgoing) => {
    const [path = '/', query = ''] = (incoming.url ?? '/').split('?', 2)
    seen(path)
    const toApi = path.startsWith('/v1/') || documentPaths.includes(path)
    const handler = toApi ? functions.api() : functions.site
    const { statusCode = 200, headers = {}, body = '', isBase64Encoded } = await handler(await eventOf(incoming, path, query), contextOf())
    outgoing.writeHead(statusCode, headers as Record<string, string>) // numbers and booleans are not what our handlers answer
    return outgoing.end(isBase64Encoded ? Buffer.from(body, 'base64') : body)
  })
}

async function eventOf(incoming: IncomingMessage, path: string, query: string): Promise<Partial<APIGatewayProxyEventV2>> {
  const body = Buffer.concat(await incoming.toArray())
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')])
  const http = { method: incoming.method ?? 'GET', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' }
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: query,
    headers: Object.fromEntries(headers),
    requestContext: { http } as APIGatewayProxyEventV2['requestContext'], // the rest of it nobody reads
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  }
}
