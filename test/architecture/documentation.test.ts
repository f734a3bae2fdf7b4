import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Paths that a page names in backquotes: a room or a file, without placeholders. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:[a-z-]+\/)+[\w.-]*)`/g)].map(([, path]) => path as string)
}

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (page) => page.endsWith('.md'),
)
const scriptsOf: Record<string, string> = JSON.parse(read('package.json')).scripts

/** Commands that a page tells to type: `npm run <name> -- --option …`, `npm start`, `npm test`. */
function commandsIn(text: string): { name: string; options: string[] }[] {
  return [...text.matchAll(/npm (?:run (?:--silent )?([\w:]+)|(start|test))((?: -- [^`\n#|]*)?)/g)].map(([, ran, own, rest = '']) => ({
    name: ran ?? own ?? '',
    options: [...rest.matchAll(/ --([a-z][\w-]*)/g)].map(([, option]) => option ?? ''),
  }))
}

/** What is wrong with a command: there is none of this name, or its script knows no such option. */
function faultsOf({ name, options }: { name: string; options: string[] }): string[] {
  const script = scriptsOf[name]
  if (script === undefined) return [`there is no npm run ${name}`]
  const files = [...script.matchAll(/((?:scripts|local)\/[\w-]+\.(?:ts|mjs))/g)].map(([, file]) => file ?? '')
  const source = [...files, ...(name === 'start' ? ['local/main.ts'] : [])]
    .filter((file) => !file.endsWith('run.mjs'))
    .map(read)
    .join('\n')
  return options
    .filter((option) => !new RegExp(`['"\\s-]${option}['"]?:|--${option}\\b`).test(source))
    .map((option) => `npm run ${name} knows no --${option}`)
}

describe('commands in the documents', () => {
  it.each(pages)('%s tells to type what there is', (page) => {
    expect(commandsIn(read(page)).flatMap(faultsOf)).toEqual([])
  })

  it('would be caught when they are not', () => {
    expect(commandsIn('`npm run doctor -- --county x --cuonty y`').flatMap(faultsOf)).toEqual(['npm run doctor knows no --cuonty'])
    expect(commandsIn('type npm run dactor').flatMap(faultsOf)).toEqual(['there is no npm run dactor'])
  })
})

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
