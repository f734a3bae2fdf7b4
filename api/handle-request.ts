import { gunzipSync } from 'node:zlib'
import type * as z from 'zod'
import { findRoute } from '#api/find-route.ts'
import { withIdempotency } from '#api/idempotency.ts'
import type { Answer, Operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import { tableText } from '#domain/county/table-text.ts'
import { isDeeperThan } from '#domain/depth.ts'
import { memberOf } from '#domain/entries.ts'
import { IssuerUnreachable, StoreUnavailable, TooMuchContention } from '#domain/errors.ts'
import { may } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'

/** Larger bodies are refused by every door before they are read. */
export const maxBodyBytes = 1_048_576
/** What a compressed body may become: the largest publication of 2022 had about 5 MB. */
const maxUnpackedBytes = 12_000_000

const anonymous: Principal = { id: 'anonymous', name: 'anonymous', roles: [] }
const decoder = new TextDecoder('utf-8', { fatal: true })

/** One request through the API: route, identity, permission, schemas, the work, and whatever went wrong as a problem. */
export async function handleRequest(
  services: ApiServices,
  operations: readonly Operation[],
  request: ApiRequest,
  requestId: string,
): Promise<ApiResponse> {
  try {
    return await answer(services, operations, request, requestId)
  } catch (error) {
    const problem = problemOf(error)
    if (problem.status >= 500) services.log.error('request failed', { requestId, method: request.method, cause: String(error) })
    const language = request.headers['accept-language']?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
    return {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...problem.more.headers },
      body: JSON.stringify(problem.toBody(requestId, language)),
    }
  }
}

async function answer(
  services: ApiServices,
  operations: readonly Operation[],
  request: ApiRequest,
  requestId: string,
): Promise<ApiResponse> {
  const { operation, path } = findRoute(operations, request)
  if (!acceptsJson(request.headers.accept)) throw new Problem('not-acceptable')
  const principal = await whoAsks(services, operation, request)
  const allowance = operation.permission === 'public' ? {} : services.rateLimit(principal.id)
  authorise(services, operation, principal)
  const work = async () => {
    const asked = {
      path: parse(operation.params, path, 'path'),
      query: parse(operation.query, queryOf(request), 'query'),
      body: operation.body ? parse(operation.body, bodyOf(operation, request), 'body') : undefined,
      ifMatch: operation.ifMatch ? ifMatchOf(request) : ('any' as const),
      principal,
      requestId,
    }
    return toResponse(operation, await operation.handle(services, asked), request)
  }
  const toKeep = (first: ApiResponse) => withoutSecrets(operation, first)
  const response = await (operation.idempotent ? withIdempotency(services, principal.id, request, work, toKeep) : work())
  return { ...response, headers: { ...response.headers, ...allowance } }
}

async function whoAsks(services: ApiServices, operation: Operation, request: ApiRequest): Promise<Principal> {
  if (operation.permission === 'public') return anonymous
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const principal = token ? await services.identity.verify(token) : undefined
  if (!principal) throw new Problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
  return principal
}

function authorise({ permissions }: ApiServices, { permission }: Operation, { roles }: Principal): void {
  if (permission === 'public' || permission === 'signed-in' || may(roles, permission, permissions)) return
  throw new Problem('forbidden', { detail: `this needs the permission ${permission}` })
}

function parse(schema: z.ZodType | undefined, value: Record<string, unknown> | unknown, where: string): unknown {
  if (!schema) {
    const surplus = Object.keys(value ?? {})
    if (surplus.length > 0)
      throw new Problem('bad-request', { errors: surplus.map((name) => ({ path: `${where}.${name}`, message: 'unknown parameter' })) })
    return undefined
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: [where, ...path].join('.'), message }))
  throw new Problem('bad-request', { errors })
}

function queryOf({ query }: ApiRequest): Record<string, string> {
  const names = [...query.keys()]
  const doubled = names.find((name, index) => names.indexOf(name) !== index)
  if (doubled) throw new Problem('bad-request', { errors: [{ path: `query.${doubled}`, message: 'given more than once' }] })
  return Object.fromEntries(query)
}

function bodyOf({ compressed, table, body: schema }: Operation, { body, headers }: ApiRequest): unknown {
  if (body.byteLength === 0 && schema && isOptional(schema)) return undefined
  if (body.byteLength > maxBodyBytes) throw new Problem('too-large')
  if (compressed && headers['content-type']?.trim().toLowerCase() === 'application/gzip') return jsonOf(unpacked(body))
  if (table && /^text\/csv\s*(;|$)/i.test(headers['content-type'] ?? '')) return textOf(body)
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(headers['content-type'] ?? '')) throw new Problem('unsupported-media-type')
  return jsonOf(body)
}

function textOf(body: Uint8Array): { csv: string; encoding: string } {
  const text = tableText(body)
  if (text) return text
  throw new Problem('bad-request', {
    errors: [{ path: 'body', message: 'is neither UTF-8 nor GBK', remedy: 'save the table as CSV UTF-8' }],
  })
}

/** Whether a request may come without a body. */
function isOptional(body: z.ZodType): boolean {
  return body.safeParse(undefined).success
}

function unpacked(body: Uint8Array): Uint8Array {
  try {
    return gunzipSync(body, { maxOutputLength: maxUnpackedBytes })
  } catch (error) {
    if (memberOf(error, 'code') === 'ERR_BUFFER_TOO_LARGE') throw new Problem('too-large')
    throw new Problem('bad-request', { errors: [{ path: 'body', message: 'not gzip' }] })
  }
}

/** What is read, checked and written by recursion must not be deeper; a message in a batch may be as deep as over MQTT, and more. */
const maxBodyDepth = 64

function jsonOf(body: Uint8Array): unknown {
  try {
    const text = decoder.decode(body)
    if (isDeeperThan(text, maxBodyDepth))
      throw new Problem('bad-request', { errors: [{ path: 'body', message: `nested deeper than ${maxBodyDepth} levels` }] })
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem('bad-request', { errors: [{ path: 'body', message: 'not JSON in UTF-8' }] })
  }
}

function ifMatchOf({ headers }: ApiRequest): number | 'any' {
  const given = headers['if-match']
  if (given === undefined) throw new Problem('precondition-required')
  if (given === '*') return 'any'
  const revision = /^"(\d{1,15})"$/.exec(given)?.[1]
  if (revision === undefined) throw new Problem('changed-meanwhile', { detail: 'If-Match takes the strong ETag that was read, e.g. "7"' })
  return Number(revision)
}

function toResponse(operation: Operation, answered: Answer, request: ApiRequest): ApiResponse {
  const body = JSON.stringify(operation.answers.schema.parse(answered.body))
  const etag = answered.revision === undefined ? undefined : `"${answered.revision}"`
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(etag && { etag }),
    ...(answered.location && { location: answered.location }),
    ...linkToNext(answered.body, request),
  }
  if (etag && request.method === 'GET' && request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' }
  return { status: answered.status, headers, body }
}

/** What may be stored of an answer. */
function withoutSecrets({ answers }: Operation, response: ApiResponse): ApiResponse {
  return answers.withoutSecrets ? { ...response, body: JSON.stringify(answers.withoutSecrets.parse(JSON.parse(response.body))) } : response
}

/** RFC 8288, so that generic clients can page. */
function linkToNext(body: unknown, request: ApiRequest): Record<string, string> {
  const next = memberOf(body, 'next')
  if (typeof next !== 'string' || next === '') return {}
  const query = new URLSearchParams(request.query)
  query.set('cursor', next)
  return { link: `<${request.path}?${query}>; rel="next"` }
}

function acceptsJson(accept: string | undefined): boolean {
  return accept === undefined || /\*\/\*|application\/(\*|json|problem\+json)/.test(accept)
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StoreUnavailable || error instanceof TooMuchContention)
    return new Problem('unavailable', { headers: { 'retry-after': '1' } })
  if (error instanceof IssuerUnreachable)
    return new Problem('unavailable', { detail: 'the issuer of tokens cannot be reached', headers: { 'retry-after': '30' } })
  return new Problem('internal')
}
