import type { Operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiRequest } from '#api/request.ts'
import { itemAt } from '#domain/entries.ts'

/** The operation for a method and path with its path parameters, or the problem 404 or 405. HEAD is answered like GET. */
export function findRoute(operations: readonly Operation[], request: ApiRequest): { operation: Operation; path: Record<string, string> } {
  const segments = segmentsOf(request.path)
  const candidates = operations.flatMap((operation) => {
    const path = match(operation.path, segments)
    return path ? [{ operation, path }] : []
  })
  if (candidates.length === 0) throw new Problem('not-found', { detail: 'no such path' })
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const found = candidates.find(({ operation }) => operation.method === method)
  if (found) return found
  const allow = candidates.map(({ operation }) => operation.method).join(', ')
  throw new Problem('method-not-allowed', { headers: { allow } })
}

function match(template: string, segments: string[]): Record<string, string> | undefined {
  const wanted = template.split('/').slice(1)
  if (wanted.length !== segments.length) return undefined
  const path: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const segment = itemAt(segments, index)
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name) path[name] = segment
    else if (part !== segment) return undefined
  }
  return path
}

/** Each segment is decoded once; one that hides a slash, a dot segment or a control character is no segment of ours. */
function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((raw) => {
      let segment: string
      try {
        segment = decodeURIComponent(raw)
      } catch {
        throw new Problem('not-found', { detail: 'no such path' })
      }
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      if (segment === '' || segment === '.' || segment === '..' || /[/\\\u0000-\u001f\u007f]/.test(segment))
        throw new Problem('not-found', { detail: 'no such path' })
      return segment
    })
}
