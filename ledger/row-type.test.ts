import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { broughtForward, defineRow, putRow, RowUnreadable } from '#ledger/row-type.ts'

const today = defineRow({
  name: 'note',
  version: 3,
  schema: z.strictObject({ words: z.string(), byMs: z.number() }),
  upcast: {
    1: ({ text }: { text: string }) => ({ words: text }),
    2: (older: { words: string }) => ({ ...older, byMs: 0 }),
  },
})
const read = (stored: unknown, version: number, type = today) => broughtForward(type, stored, version, 'row NOTE#1 note')

describe('a stored value', () => {
  it('is brought forward step by step from whatever version wrote it', () => {
    expect(read({ text: 'hello' }, 1)).toEqual({ words: 'hello', byMs: 0 })
    expect(read({ words: 'hello' }, 2)).toEqual({ words: 'hello', byMs: 0 })
    expect(read({ words: 'hello', byMs: 5 }, 3)).toEqual({ words: 'hello', byMs: 5 })
  })

  it('of a newer release is refused, with the row, both versions and what to do', () => {
    expect(() => read({ sentences: [] }, 4)).toThrow(RowUnreadable)
    expect(() => read({ sentences: [] }, 4)).toThrow(/NOTE#1.*newer release.*version 4.*knows 3.*start that release/)
  })

  it('that is damaged is refused, with the place', () => {
    expect(() => read({ words: 'hello', byMs: 'five' }, 3)).toThrow(/NOTE#1.*no note.*byMs/)
    expect(() => read({ words: 'hello', byMs: 5, surplus: 1 }, 3)).toThrow(/surplus/)
  })

  it('is believed on the hot path when this very version wrote it, and only then', () => {
    const trusted = { ...today, trusted: true as const }
    const odd = { anything: true }
    expect(read(odd, 3, trusted as never)).toBe(odd)
    expect(read({ text: 'hello' }, 1, trusted)).toEqual({ words: 'hello', byMs: 0 })
    expect(() => read(odd, 4, trusted)).toThrow(RowUnreadable)
  })

  it('goes to its row with its version, which the first does not mention', () => {
    const value = { words: 'hello', byMs: 5 }
    expect(putRow({ pk: 'NOTE#1', sk: 'note', type: today }, value, 0)).toEqual({
      type: 'put',
      key: { pk: 'NOTE#1', sk: 'note' },
      value,
      ifVersion: 0,
      schemaVersion: 3,
    })
    expect(putRow({ pk: 'NOTE#1', sk: 'note', type: { ...today, version: 1 } }, value, 0)).not.toHaveProperty('schemaVersion')
  })
})
