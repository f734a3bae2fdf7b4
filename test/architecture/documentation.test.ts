import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Paths that a page names in backquotes: a room or a file, without placeholders. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/g)].map(([, path]) => path as string)
}

describe('the documents', () => {
  it.each(['docs/architecture.md', 'README.md', 'docs/tests.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
    '%s names files that are there',
    (page) => {
      expect(pathsIn(read(page)).filter((path) => !existsSync(join(root, path)))).toEqual([])
    },
  )

  it.each(['docs/architecture.md', 'README.md'])('%s links to pages that are there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link as string)
    expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
  })

  it('show the way of a message with a file for each step', () => {
    expect(pathsIn(read('docs/architecture.md')).length).toBeGreaterThan(25)
  })

  it('would be caught naming a file that is gone', () => {
    expect(pathsIn('see `pipeline/gone.ts` and `ledger/`').filter((path) => !existsSync(join(root, path)))).toEqual(['pipeline/gone.ts'])
  })
})
