import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { documentAt } from '#api/documents.ts'
import { handleRequest } from '#api/handle-request.ts'
import type { Operation } from '#api/operation.ts'
import type { ApiRequest } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import { securityHeaders } from '#api/site/security-headers.ts'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import { observed } from '#lambdas/middleware/observed.ts'

/** The REST API behind API Gateway's HTTP API (payload format 2.0), with the documents about it. */
export function apiHandler(operations: readonly Operation[], services: ApiServices, consoleConfig: () => Promise<ConsoleConfig>) {
  const sources = { county: services.county, operations, consoleConfig }
  return observed(async (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    const request = apiRequest(event)
    const document = await documentAt(request, sources)
    const response = document ?? (await handleRequest(services, operations, request, context.awsRequestId))
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
