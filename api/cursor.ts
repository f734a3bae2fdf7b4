import { Problem } from '#api/problem.ts'
import { sha256 } from '#domain/digest.ts'

/** Where a page may go on, unless its list is stricter: something readable, no longer than a sort key of ours. */
const anyPosition = /^[^\p{Cc}]{1,300}$/u

/**
 * An opaque position in a list, bound to the question it was given for. It needs no secret: the list and the right to read it
 * come with the request, so that whoever makes one up begins to read elsewhere in what is theirs to read. The digest finds a
 * cursor that was cut off, mangled or taken from another question.
 */
export function encodeCursor(question: string, position: string): string {
  const place = Buffer.from(position).toString('base64url')
  return `${place}.${digestOf(question, place)}`
}

/** The position, which has the form of the list's positions; anything else is refused. */
export function decodeCursor(question: string, cursor: string, form = anyPosition): string {
  const [place = '', digest] = cursor.split('.')
  const position = Buffer.from(place, 'base64url').toString()
  const isOurs = cursor === encodeCursor(question, position) && digest === digestOf(question, place) && form.test(position)
  if (!isOurs)
    throw new Problem('bad-request', {
      errors: [{ path: 'query.cursor', message: 'this cursor was not given for this question; start again without one' }],
    })
  return position
}

function digestOf(question: string, place: string): string {
  return sha256(`${question}\n${place}`).slice(0, 12)
}
