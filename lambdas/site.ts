import { join } from 'node:path'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { securityHeaders } from '#api/site/security-headers.ts'
import { siteFile } from '#api/site/site-file.ts'
import { required } from '#lambdas/services/environment.ts'

/** The console's files travel inside the bundle; one code path for the cloud, for AWS China and for the laptop. */
const folder = join(import.meta.dirname, 'console')
const headersOfEveryPage = securityHeaders(required('CONNECT_ORIGINS').split(' '))

export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { status, headers, body } = await siteFile(folder, event.requestContext.http.method, event.rawPath)
  return {
    statusCode: status,
    headers: { ...headersOfEveryPage, ...headers },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  }
}
