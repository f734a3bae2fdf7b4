import type { Tally } from '#adapters/local/tally.ts'
import { documentAt, documentPaths } from '#api/documents.ts'
import { handleRequest } from '#api/handle-request.ts'
import type { ApiServices } from '#api/services.ts'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import { consoleTopics } from '#domain/observation/topic.ts'
import type { Door } from '#local/http/http-door.ts'
import { operations } from '#scenarios/extensions.ts'

/** How often the laptop's county says to its consoles that it lives. */
export const heartbeatSeconds = 10

const notFound = { status: 404, headers: { 'content-type': 'text/plain' }, body: 'there is no such page\n' }

/** What only a process that is watched by another has to say. */
function ownPage(prefix: string, content: () => unknown): Door {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { prefix, answer: async ({ path }) => (path === prefix ? { status: 200, headers, body: JSON.stringify(content()) } : notFound) }
}

/** The API and the documents about it. */
export function apiDoors(services: ApiServices, tally: Tally): Door[] {
  const { county } = services
  const sources = { county, operations, consoleConfig: () => localConsoleConfig(county.id) }
  return [
    { prefix: '/v1/', answer: (request, requestId) => handleRequest(services, operations, request, requestId) },
    ...documentPaths.map((prefix): Door => ({ prefix, answer: async (request) => (await documentAt(request, sources)) ?? notFound })),
    ownPage('/readyz', () => ({ status: 'ready' })),
    ownPage('/metrics', () => tally.snapshot()),
  ]
}

/** The laptop is its own issuer and its own broker. */
function localConsoleConfig(county: string): ConsoleConfig {
  return {
    county,
    oidc: {
      authority: 'urn:county-sense:local',
      authorizationEndpoint: '/oidc/authorize',
      tokenEndpoint: '/oidc/token',
      clientId: 'console',
      scope: 'openid',
    },
    push: { url: '/mqtt', username: 'console', topic: consoleTopics(county), heartbeatSeconds },
  }
}
