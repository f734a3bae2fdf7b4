import { asyncApiDocument } from '#api/asyncapi.ts'
import { messagesPage } from '#api/messages-page.ts'
import { openApiDocument } from '#api/openapi.ts'
import type { Operation } from '#api/operation.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import type { CountyContext } from '#domain/county/county-context.ts'

/** What the documents are made from. */
export type DocumentSources = {
  county: CountyContext
  operations: readonly Operation[]
  consoleConfig: () => ConsoleConfig | Promise<ConsoleConfig>
}

type ApiDocument = { contentType: string; content: (sources: DocumentSources) => string | Promise<string> }

const json = (content: (sources: DocumentSources) => unknown): ApiDocument => ({
  contentType: 'application/json; charset=utf-8',
  content: async (sources) => JSON.stringify(await content(sources)),
})
const kindsOf = ({ kinds }: CountyContext) => [...kinds.values()]

/** What the API's door answers beside operations, by its path; the one table of laptop, function and template. */
export const documents = {
  '/openapi.json': json(({ operations, county }) => openApiDocument(operations, county)),
  '/asyncapi.json': json(({ county }) => asyncApiDocument(county, kindsOf(county))),
  '/docs/messages': { contentType: 'text/html; charset=utf-8', content: ({ county }) => messagesPage(county, kindsOf(county)) },
  '/config.json': json(({ consoleConfig }) => consoleConfig()),
  '/healthz': json(() => ({ status: 'ok' })),
  '/.well-known/security.txt': {
    contentType: 'text/plain; charset=utf-8',
    content: () => 'Contact: the IT office of this county\nPolicy: SECURITY.md of county-sense\nPreferred-Languages: zh, en\n',
  },
} satisfies Record<string, ApiDocument>

export const documentPaths: readonly string[] = Object.keys(documents)

/** The document at this path; `undefined` where there is none. */
export async function documentAt({ method, path }: ApiRequest, sources: DocumentSources): Promise<ApiResponse | undefined> {
  const found = new Map<string, ApiDocument>(Object.entries(documents)).get(path)
  if (!found) return undefined
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' }
  return {
    status: 200,
    headers: { 'content-type': found.contentType, 'cache-control': 'no-cache' },
    body: await found.content(sources),
  }
}
