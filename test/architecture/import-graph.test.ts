import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type ArrowRule, circlesIn, forbiddenArrows, readImportGraph } from './import-graph.ts'

const graphOf = (imports: Record<string, string[]>) => new Map(Object.entries(imports))

describe('a circle of imports', () => {
  it('is reported as the walk from file to file', () => {
    expect(circlesIn(graphOf({ a: ['b', 'zod'], b: ['c'], c: ['a'], d: ['a'] }))).toEqual([['a', 'b', 'c']])
  })

  it('is reported for each file that comes back to itself: small ones within a large one, and a file that imports itself', () => {
    const graph = graphOf({ a: ['b'], b: ['a', 'c'], c: ['d'], d: ['b'], e: ['e'] })
    expect(circlesIn(graph)).toEqual([['a', 'b'], ['c', 'd', 'b'], ['e']])
  })

  it('is none where two ways lead to the same file', () => {
    expect(circlesIn(graphOf({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
  })
})

describe('a forbidden arrow', () => {
  const inward: ArrowRule = { from: /^core\//, never: /^shell\//, why: 'the core knows itself' }
  const apart: ArrowRule = {
    from: /^rooms\/([^/]+)\//,
    never: (to, room) => to.startsWith('rooms/') && !to.startsWith(`rooms/${room}/`),
    why: 'rooms stand apart',
  }

  it('is reported with its reason', () => {
    expect(forbiddenArrows(graphOf({ 'core/a.ts': ['shell/b.ts'], 'shell/b.ts': ['core/a.ts'] }), [inward])).toEqual([
      'core/a.ts imports shell/b.ts: the core knows itself',
    ])
  })

  it('may depend on what the rule caught: a neighbour is forbidden, the own folder is not', () => {
    expect(forbiddenArrows(graphOf({ 'rooms/a/x.ts': ['rooms/a/y.ts', 'rooms/ab/z.ts'] }), [apart])).toEqual([
      'rooms/a/x.ts imports rooms/ab/z.ts: rooms stand apart',
    ])
  })
})

describe('a graph that is read', () => {
  const root = mkdtempSync(join(tmpdir(), 'imports-'))
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  afterAll(() => rmSync(root, { recursive: true }))
  write('package.json', JSON.stringify({ imports: { '#core/*': './core/*', '#one': './core/one.ts' } }))
  write('core/one.ts', "export const one = 1 // import { no } from './comment.ts'\n")
  write('core/two.ts', "const no = \"import('./string.ts')\"\nexport type { one } from './one'\n")
  write('page/page.test.ts', "import './page.tsx'\n")
  write(
    'page/page.tsx',
    `import * as z from 'zod'
     import './page.css'
     import type { one } from '#core/one.ts'
     import { two } from '../core/two.ts'
     type Lazy = typeof import('#one')
     const Later = lazy(() => import('./later'))
     export const page = <p>Don't import('./text.ts')</p>`,
  )
  write('page/later.tsx', '')

  it('has static, dynamic and type imports by their path from the root, and neither comments nor strings', () => {
    expect(Object.fromEntries(readImportGraph(root, ['core', 'page'], (file) => !file.endsWith('.test.ts')))).toEqual({
      'core/one.ts': [],
      'core/two.ts': ['core/one.ts'],
      'page/later.tsx': [],
      'page/page.tsx': ['zod', 'page/page.css', 'core/one.ts', 'core/two.ts', 'page/later.tsx'],
    })
  })
})
