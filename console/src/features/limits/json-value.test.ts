import { describe, expect, it } from 'vitest'
import { formatted, readJson } from './json-value.ts'

describe('a value typed as JSON', () => {
  it.each([[{ a: [1, { b: null }], c: 'x"y' }], [[]], [{}], ['text'], [-1.5e3]])('is read as it was shown: %j', (value) => {
    expect(readJson(formatted(value))).toEqual({ ok: true, value })
  })

  it.each([
    ['', 1, 1],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['[1, 2', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": 01}', 1, 8],
    ['[1] 2', 1, 5],
    ['{"a" 1}', 1, 6],
    ['[1}', 1, 3],
    ['[,]', 1, 2],
    ['"never ends', 1, 1],
    ['{\n "a": nul\n}', 2, 7],
  ])('is told where it stops being JSON: %j', (text, line, column) => {
    expect(readJson(text)).toEqual({ ok: false, line, column })
  })
})
