import { createHmac, timingSafeEqual } from 'node:crypto'
import { Problem } from '#lambdas/api/problem.ts'

/** An opaque position in a list, bound to the question it was given for: a changed or borrowed one is refused. */
export function encodeCursor(secret: string, question: string, position: string): string {
  const place = Buffer.from(position).toString('base64url')
  return `${place}.${signature(secret, question, place)}`
}

export function decodeCursor(secret: string, question: string, cursor: string): string {
  const [place = '', given = ''] = cursor.split('.')
  const expected = signature(secret, question, place)
  const same = given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  if (!same)
    throw new Problem('bad-request', {
      errors: [{ path: 'query.cursor', message: 'this cursor was not given for this question; start again without one' }],
    })
  return Buffer.from(place, 'base64url').toString()
}

function signature(secret: string, question: string, place: string): string {
  return createHmac('sha256', secret).update(`${question}\n${place}`).digest('base64url').slice(0, 22)
}
