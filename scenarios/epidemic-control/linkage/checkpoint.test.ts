import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { declarationSchema, prepared } from '#scenarios/epidemic-control/linkage/checkpoint.ts'

const keys = {
  countyKey: Buffer.alloc(32, 7),
  referenceLat: 30,
  seal: (identity: string) => createHash('sha256').update(identity).digest('base64'),
}
const { personRef: _ref, companions: _companions, test: _test, ...said } = arrival.example as Record<string, unknown>
const wang = {
  surname: '王',
  givenName: '小明',
  birthDate: '1990-03-07',
  phone: '13800138000',
  identityNo: '11010519491231002X',
  street: '柳岫路',
  houseNumber: '3',
}
const declared = (more: object) => declarationSchema.parse({ ...said, at: '2026-11-23T14:28:00+08:00', ...wang, ...more })
const refs = (register: ReturnType<typeof declared>[]) => prepared(register, keys).messages.map(({ body }) => body.personRef)

describe('a checkpoint', () => {
  it('sends nothing that says who it is', () => {
    const sent = JSON.stringify(
      prepared(
        [declared({ positions: [{ lat: 30.2, lon: 150.2, from: '2026-11-22T10:00:00+08:00', to: '2026-11-22T11:00:00+08:00' }] })],
        keys,
      ).messages,
    )
    for (const clear of [...Object.values(wang).filter((value) => value.length > 1), '30.2', '150.2']) expect(sent).not.toContain(clear)
    expect(sent).toContain('presence')
  })

  it('gives one reference to the same person, also when the number was forgotten or names changed places', () => {
    const [first, ...others] = refs([
      declared({}),
      declared({ identityNo: '' }),
      declared({ identityNo: '', surname: '小明', givenName: '王' }),
    ])
    expect(others).toEqual([first, first])
  })

  it('leaves twins two people with one link, and lists whom only a person can tell apart', () => {
    const twin = declared({ givenName: '小红', identityNo: '110105194912310038' })
    expect(new Set(refs([declared({}), twin])).size).toBe(2)
    const { messages, possible } = prepared([declared({}), twin], keys)
    expect(messages[0]?.body.linkKeys?.filter((key) => messages[1]?.body.linkKeys?.includes(key))).toHaveLength(1)
    expect(possible).toEqual([[1, 2]])
  })

  it('refuses a line that nothing stands for, by its number and without its content', () => {
    const { refused, messages } = prepared(
      [
        declared({ identityNo: '123', phone: '', surname: '李', givenName: '四', birthDate: '1980-01-01', street: '' }),
        declared({ stays: [{ adcode: 'Peking' }] }),
      ],
      keys,
    )
    expect(messages).toEqual([])
    expect(refused.map(({ line }) => line)).toEqual([1, 2])
    expect(JSON.stringify(refused)).not.toContain('Peking')
  })
})
