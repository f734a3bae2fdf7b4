import type * as z from 'zod'
import { problemSchema } from '#domain/api/common.ts'

/** Who asks a county's API, and where it is. `wait` sleeps some seconds before a call is made again. */
export type Door = { url: string; token: string; wait: (seconds: number) => Promise<void> }

const tries = 8

/** Calls the API; asks again when it is busy or away. @throws Error with what the county says is wrong */
export async function call<Answer>(
  { url, token, wait }: Door,
  path: string,
  schema: z.ZodType<Answer>,
  request: { method: string; headers?: Record<string, string>; body?: string | Uint8Array<ArrayBuffer> } = { method: 'GET' },
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(new URL(path, url), {
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${token}` },
    }).catch((cause) => new Response(JSON.stringify({ detail: `${url} cannot be reached: ${cause}` }), { status: 503 }))
    const body: unknown = await response.json()
    if (response.ok) return schema.parse(body)
    if ((response.status !== 429 && response.status < 500) || attempt === tries) throw new Error(complaint(path, response.status, body))
    await wait(Number(response.headers.get('retry-after') ?? attempt))
  }
}

function complaint(path: string, status: number, body: unknown): string {
  const { title = 'refused', detail, errors = [] } = problemSchema.partial().safeParse(body).data ?? {}
  const faults = errors.map(({ path: at, message, remedy }) => `\n  ${at}: ${message}${remedy ? `\n    → ${remedy}` : ''}`)
  return `${path} was answered ${status}: ${title}${detail ? ` (${detail})` : ''}${faults.join('')}`
}
