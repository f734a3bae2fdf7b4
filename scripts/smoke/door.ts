import * as z from 'zod'
import type { Permission } from '#domain/people/permissions.ts'

/** A county's doors, with the tokens of whoever tries them. */
export type CountyDoor = {
  url: string
  /** Asks as somebody who may do that; throws in one sentence when nobody may, or when it is refused. */
  ask<Answer>(permission: Permission, method: string, path: string, schema: z.ZodType<Answer>, more?: Sent): Promise<Answer>
}
type Sent = { body?: unknown; headers?: Record<string, string> }

const meSchema = z.looseObject({ id: z.string(), permissions: z.array(z.string()) })

/** Signs in with each token and learns what it may do. */
export async function openDoor(url: string, tokens: readonly string[]): Promise<CountyDoor> {
  const people = await Promise.all(
    tokens.map(async (token) => ({
      token,
      me: meSchema.parse(await answered(await fetch(`${url}/v1/me`, { headers: bearer(token) }), 'GET /v1/me')),
    })),
  )
  return {
    url,
    async ask(permission, method, path, schema, { body, headers } = {}) {
      const somebody = people.find(({ me }) => me.permissions.includes(permission))
      if (!somebody) throw new Error(`no token given may ${permission}; give one of somebody who may (--token can stand more than once)`)
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...bearer(somebody.token),
          ...(method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return schema.parse(await answered(response, `${method} ${path}`))
    },
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token.trim()}` })

async function answered(response: Response, what: string): Promise<unknown> {
  if (response.ok) return response.json()
  const { title = response.statusText, detail = '' } = await response.json().catch(() => ({}))
  throw new Error(`${what} answers ${response.status}: ${title}${detail && ` (${detail})`}`)
}
