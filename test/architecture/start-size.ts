import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes of code that a function reads when it starts: its entry and what that imports at once, not what it loads on demand. */
export function startBytes(folder: string): number {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/\bimport\s?(?:[\w*{}$,\s]+from\s?)?"\.\/([\w.-]+\.mjs)"/g)) visit(name)
    for (const [, name = ''] of text.matchAll(/\bexport\s?\{[^}]*\}from"\.\/([\w.-]+\.mjs)"/g)) visit(name)
  }
  visit('index.mjs')
  return [...seen].reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
}
