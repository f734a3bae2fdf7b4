import * as z from 'zod'
import type { Operation } from '#api/operation.ts'
import { idempotencyKeyPattern, problemSchema } from '#domain/api/common.ts'
import { mapEntries } from '#domain/entries.ts'

type Json = Record<string, unknown>

const problemRef = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** The OpenAPI 3.1 document of a list of operations, made from the very schemas that check requests and answers. */
export function openApiDocument(operations: readonly Operation[], county: { name: { zh: string; en: string } }): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `county-sense · ${county.name.en}`,
      version: '1.0.0',
      description: 'Sense, incident, dispatch, verify, close. Times are RFC 3339 with offset; positions are WGS-84 degrees.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      contact: { name: 'county IT office', url: '/.well-known/security.txt' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name, description: name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Access token (RFC 9068) of the county’s OIDC issuer' },
      },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  }
}

function describe(operation: Operation): Json {
  const { id, tag, summary, permission, answers } = operation
  const success = {
    description: answers.description,
    headers:
      operation.ifMatch || operation.method === 'GET'
        ? { ETag: { schema: { type: 'string' }, description: 'Revision, where there is one' } }
        : undefined,
    content: { 'application/json': { schema: jsonSchema(answers.schema, 'output') } },
  }
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: permission === 'public' ? 'Open to everybody.' : `Permission: \`${permission}\`.`,
    ...(permission === 'public' && { security: [] }),
    parameters: [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query'), ...headerParameters(operation)],
    ...(operation.body && {
      requestBody: {
        required: !operation.body.safeParse(undefined).success,
        content: {
          'application/json': { schema: jsonSchema(operation.body, 'input') },
          ...(operation.table && { 'text/csv': { schema: { type: 'string' } } }),
          // The same JSON, packed.
          ...(operation.compressed && { 'application/gzip': {} }),
        },
      },
    }),
    responses: { [answers.status]: success, ...problemsOf(operation) },
  }
}

function problemsOf(operation: Operation): Json {
  const reads = operation.method === 'GET'
  const statuses = {
    ...((operation.params || operation.query || operation.body) && { 400: 'The request is not valid' }),
    ...(operation.permission !== 'public' && { 401: 'No valid token', 403: 'Not permitted' }),
    ...((operation.params || operation.body) && { 404: 'No such thing' }),
    406: 'Only JSON is offered',
    ...((!reads || operation.switchable) && { 409: 'Not possible in this state, with what would be allowed' }),
    ...(!reads && { 412: 'Changed meanwhile' }),
    ...(operation.body && { 413: 'Too large', 415: 'Not JSON' }),
    ...(operation.idempotent && { 422: 'Key used for another request' }),
    ...(operation.ifMatch && { 428: 'If-Match is missing' }),
    429: 'Too many requests',
    500: 'Something broke',
    503: 'Try again',
  }
  return mapEntries(statuses, (description) => ({ description, content: problemRef }))
}

function headerParameters({ ifMatch, idempotent }: Operation): Json[] {
  const header = (name: string, description: string, schema: Json) => ({ name, in: 'header', required: true, description, schema })
  return [
    // An ETag of another form is not an error: it matches nothing (RFC 9110, 13.1.1).
    ...(ifMatch ? [header('If-Match', 'The ETag that was read, or *', { type: 'string' })] : []),
    ...(idempotent
      ? [
          header('Idempotency-Key', 'A new value for each new request; a repetition with the same value gets the first answer', {
            type: 'string',
            pattern: idempotencyKeyPattern.source,
          }),
        ]
      : []),
  ]
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input')
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

/** JSON Schema 2020-12 of a zod schema, as OpenAPI 3.1 uses it. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' })
  return plain
}
