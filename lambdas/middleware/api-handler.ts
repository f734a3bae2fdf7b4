import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { asyncApiDocument } from '#api/asyncapi.ts'
import { handleRequest } from '#api/handle-request.ts'
import { messagesPage } from '#api/messages-page.ts'
import { openApiDocument } from '#api/openapi.ts'
import type { Operation } from '#api/operation.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import { securityHeaders } from '#api/site/security-headers.ts'
import { observed } from '#lambdas/middleware/observed.ts'

/** The REST API behind API Gateway's HTTP API (payload format 2.0), with the documents about it. */
export function apiHandler(operations: readonly Operation[], services: ApiServices) {
  const kinds = () => services.county.kinds.values()
  const documents: Record<string, () => ApiResponse> = {
    '/openapi.json': () => json(openApiDocument(operations, services.county)),
    '/asyncapi.json': () => json(asyncApiDocument(services.county, kinds())),
    '/docs/messages': () => ({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: messagesPage(services.county, kinds()),
    }),
    '/healthz': () => json({ status: 'ok' }),
  }
  return observed(async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = apiRequest(event)
    const response = documents[request.path]?.() ?? (await handleRequest(services, operations, request, context.awsRequestId))
    return {
      statusCode: response.status,
      headers: { ...securityHeaders(), 'x-request-id': context.awsRequestId, ...response.headers },
      body: response.body,
    }
  })
}

export function apiRequest(event: APIGatewayProxyEventV2): ApiRequest {
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString),
    headers: Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  }
}

function json(value: unknown): ApiResponse {
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) }
}
