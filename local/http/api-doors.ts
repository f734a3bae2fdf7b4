import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tally } from '#adapters/local/tally.ts'
import { asyncApiDocument } from '#api/asyncapi.ts'
import { handleRequest } from '#api/handle-request.ts'
import { messagesPage } from '#api/messages-page.ts'
import { openApiDocument } from '#api/openapi.ts'
import type { ApiResponse } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import type { Door } from '#local/http/http-door.ts'
import { operations } from '#scenarios/extensions.ts'

/** The API and the documents about it. */
export function apiDoors(services: ApiServices, tally: Tally): Door[] {
  const { county } = services
  const kinds = [...county.kinds.values()]
  return [
    { prefix: '/v1/', answer: (request, requestId) => handleRequest(services, operations, request, requestId) },
    document('/openapi.json', 'application/json; charset=utf-8', () => JSON.stringify(openApiDocument(operations, county))),
    document('/asyncapi.json', 'application/json; charset=utf-8', () => JSON.stringify(asyncApiDocument(county, kinds))),
    document('/docs/messages', 'text/html; charset=utf-8', () => messagesPage(county, kinds)),
    document('/docs.css', 'text/css; charset=utf-8', () => readFileSync(join(import.meta.dirname, 'docs.css'), 'utf8')),
    document('/healthz', 'application/json; charset=utf-8', () => '{"status":"ok"}'),
    document('/readyz', 'application/json; charset=utf-8', () => '{"status":"ready"}'),
    document('/metrics', 'application/json; charset=utf-8', () => JSON.stringify(tally.snapshot())),
    document(
      '/.well-known/security.txt',
      'text/plain; charset=utf-8',
      () => 'Contact: the IT office of this county\nPolicy: SECURITY.md of county-sense\nPreferred-Languages: zh, en\n',
    ),
    document('/config.json', 'application/json; charset=utf-8', () => JSON.stringify(consoleConfig(county.id))),
  ]
}

/** What the console of this origin needs to know to sign in and to be pushed to. */
function consoleConfig(county: string) {
  return {
    county,
    oidc: {
      authority: 'urn:county-sense:local',
      authorizationEndpoint: '/oidc/authorize',
      tokenEndpoint: '/oidc/token',
      clientId: 'console',
      scope: 'openid',
    },
    push: { path: '/mqtt', username: 'console', topic: `cs/${county}/console/#` },
  }
}

function document(prefix: string, contentType: string, content: () => string): Door {
  return {
    prefix,
    async answer({ method, path }): Promise<ApiResponse> {
      if (path !== prefix) return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'there is no such page\n' }
      if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' }
      return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-cache' }, body: content() }
    },
  }
}
