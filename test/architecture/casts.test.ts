import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { castsOf, castsPerThousandLines } from './casts.ts'

const fileOf = (name: string, text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'casts-')), name)
  writeFileSync(file, text)
  return file
}

it('counts what is cast, and nothing that only looks so', () => {
  const plain = fileOf(
    'plain.ts',
    [
      "import { one as two } from './one.ts'",
      "// as Comment, 'as Text'",
      "const sure = ['a'] as const",
      'const cast = two as unknown as string',
      'const old = <number>cast',
      'const there = sure[0]!',
      'const fits = { a: 1 } satisfies Record<string, number>',
      '',
    ].join('\n'),
  )
  const view = fileOf('view.tsx', 'export const view = <p>{value as string}</p>\n')
  expect(castsOf([plain])).toEqual({ as: 2, angle: 1, nonNull: 1, any: 0, lines: 7 })
  expect(castsOf([plain, view])).toEqual({ as: 3, angle: 1, nonNull: 1, any: 0, lines: 8 })
  expect(castsPerThousandLines(castsOf([plain, view]))).toBe(500)
})
