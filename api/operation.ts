import type * as z from 'zod'
import type { ApiServices } from '#api/services.ts'
import type { Permission, ScenarioPermission } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'

/** A checked request, as an operation sees it. */
export type ValidatedRequest<Path, Query, Body> = {
  path: Path
  query: Query
  body: Body
  principal: Principal
  /** The revision in `If-Match`, `any` for `*`; only operations with `ifMatch` get one. */
  ifMatch: number | 'any'
  requestId: string
}

/** What an operation answers when all went well. Problems are thrown as `Problem`. */
export type Answer = { status: 200 | 201 | 202; body: unknown; revision?: number; location?: string }

type Definition<Path, Query, Body> = {
  id: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `{name}` for path parameters, e.g. `/v1/incidents/{id}`. */
  path: string
  tag: string
  summary: string
  permission: Permission | ScenarioPermission | 'signed-in' | 'public'
  params?: z.ZodType<Path>
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** Takes its body also as `application/gzip`: what is too large otherwise. */
  compressed?: boolean
  /** Takes its body also as `text/csv`: it becomes `{ csv, encoding }`. */
  table?: boolean
  /** Reads what a county may have switched off: then it answers 409. Whatever changes something may do so anyway. */
  switchable?: boolean
  /** Needs `If-Match` with the revision that was read. */
  ifMatch?: boolean
  /** Needs an `Idempotency-Key`; a repetition gets the first answer. */
  idempotent?: boolean
  answers: {
    status: Answer['status']
    schema: z.ZodType
    description: string
    /** Of an answer that holds secrets: makes of its body what is stored for a repetition, and the repetition gets that. */
    withoutSecrets?: z.ZodType
  }
  handle(services: ApiServices, asked: ValidatedRequest<Path, Query, Body>): Promise<Answer>
}

/** One operation of the REST API; the routes, the validation and the OpenAPI document come from these. */
export type Operation = Omit<Definition<unknown, unknown, unknown>, 'handle'> & {
  handle(services: ApiServices, asked: ValidatedRequest<unknown, unknown, unknown>): Promise<Answer>
}

/** Declares an operation with its own types checked, and hands it on with them forgotten. */
export function operation<Path, Query, Body>(definition: Definition<Path, Query, Body>): Operation {
  return definition as unknown as Operation // sound because handle-request parses path, query and body with these very schemas
}
