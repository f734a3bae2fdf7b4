import type { Problem } from '#domain/api/common.ts'

/** What the API answered when it did not do what was asked; `title` is in the language of the console. */
export class ApiProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** What went wrong, line by line, in the problem's own words: the title with its detail, then each fault with its place and remedy. */
export function problemLines(error: Error): string[] {
  if (!(error instanceof ApiProblem)) return [error.message]
  const { title, detail, errors = [] } = error.problem
  return [
    detail ? `${title} · ${detail}` : title,
    ...errors.map(({ path, message, remedy }) => `${path}: ${message}${remedy ? ` · ${remedy}` : ''}`),
  ]
}

export type Api = {
  get<T>(path: string): Promise<T>
  delete<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T>
  /** A body that is JSON packed with gzip. */
  postPacked<T>(path: string, body: Blob): Promise<T>
}

/** The REST API with this person's token. */
export function apiFor(token: string, language: string, onSignedOut: () => void): Api {
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'accept-language': language, ...init.headers },
    })
    if (response.status === 401) onSignedOut()
    if (!response.ok)
      throw new ApiProblem(
        (await response.json().catch(() => undefined)) ?? { type: '', title: response.statusText, status: response.status, requestId: '' },
      )
    return jsonOf<T>(response)
  }
  return {
    get: (path) => call(path, {}),
    delete: (path) => call(path, { method: 'DELETE' }),
    post: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), 'idempotency-key': crypto.randomUUID(), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    postPacked: (path, body) => call(path, { method: 'POST', headers: { 'content-type': 'application/gzip' }, body }),
  }
}

/** What our own server answered. It is trusted to be a T: the server holds answers against the schemas from which T comes. */
export async function jsonOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T
}
