import { describe, expect, it } from 'vitest'
import { wordFor } from './dictionary.ts'

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./dictionary.ts'], { eager: true })
const dictionaries = Object.entries(modules).flatMap(([file, module]) =>
  Object.values(module).map((words) => ({ file, ...textsOf(words) })),
)

/** Every text of both languages by its path, such as `steps.closed`; those with a blank as what they say of it. */
function textsOf(words: unknown): Record<'zh' | 'en', Map<string, string>> {
  const { zh, en, ...others } = Object(words)
  expect(others).toEqual({})
  return { zh: new Map(flat(zh)), en: new Map(flat(en)) }
}

function flat(value: unknown, path: string[] = []): [string, string][] {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => flat(inner, [...path, name]))
  return [[path.join('.'), typeof value === 'function' ? value(0, 0, 0, 0) : String(value)]]
}

describe('the texts of the console', () => {
  it('stand in many files of one form', () => {
    expect(dictionaries.length).toBeGreaterThan(10)
    expect(dictionaries.length).toBe(Object.keys(modules).length)
  })

  it.each(dictionaries.filter(({ file }) => file !== './figure-names.ts'))('have the same keys in both languages: $file', ({ zh, en }) => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })

  it.each(dictionaries)('are no mixture: no Chinese stands in the English ones: $file', ({ en }) => {
    // How the way to the other language is called stands there in that language.
    en.delete('language')
    expect([...en].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  })

  it.each(dictionaries)('are never empty: $file', ({ zh, en }) => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
  })
})

describe('the word for a name', () => {
  it('is the name where there is no word for it, also where objects have a member of that name', () => {
    const words = { handled: 'done' }
    expect([wordFor(words, 'handled'), wordFor(words, 'undone'), wordFor(words, 'constructor')]).toEqual(['done', 'undone', 'constructor'])
  })
})
