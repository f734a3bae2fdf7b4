import { expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '#api/cursor.ts'

const question = 'incidents {"status":"open"}'
const position = '001795402800000#i-0123456789abcdef0123'

it('a cursor goes on where the page ended, whatever stands in its position', () => {
  for (const at of [position, '12', '420500/p-一']) expect(decodeCursor(question, encodeCursor(question, at))).toBe(at)
})

it.each([
  ['another question', encodeCursor('incidents {}', position), undefined],
  ['cut off', encodeCursor(question, position).slice(0, -1), undefined],
  ['changed', encodeCursor(question, position).replace(/^./, 'X'), undefined],
  ['with something behind it', `${encodeCursor(question, position)}.x`, undefined],
  ['without a position', encodeCursor(question, ''), undefined],
  ['with a position that no row has', encodeCursor(question, '\u0000'), undefined],
  ['longer than any row’s', encodeCursor(question, '1'.repeat(301)), undefined],
  ['of another form than the list’s', encodeCursor(question, 'x'), /^\d{1,8}$/],
  ['in another spelling', `${encodeCursor(question, position).replace('.', '=.')}`, undefined],
])('a cursor of %s is refused', (_, cursor, form) => {
  expect(() => decodeCursor(question, cursor, form)).toThrow(/bad-request/)
})
