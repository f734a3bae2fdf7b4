import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One file of the material: its path below the folder (without `.gz`), and its text. */
export type Material = { name: string; text: () => string }

/** Every file below a subfolder, at any depth, plain or `.gz`, by name; none when there is no such folder. */
export function filesBelow(folder: string, subfolder: string): Material[] {
  const top = join(folder, subfolder)
  if (!existsSync(top)) return []
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: path.slice(top.length + 1).replace(/\.gz$/, ''), text: () => textOf(path) }))
}

function textOf(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Rows of a table with a header; cells by column name. `undefined` when a wanted column is missing: the file has another form. */
export function tableOf(text: string, wanted: readonly string[], separator: RegExp = /,/): Record<string, string>[] | undefined {
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
  const names = cellsOf(header, separator)
  if (!wanted.every((name) => names.includes(name))) return undefined
  return lines.map((line) => {
    const cells = cellsOf(line, separator)
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

function cellsOf(line: string, separator: RegExp): string[] {
  const cells = line.includes('"') ? quotedCells(line) : line.trim().split(separator)
  return cells.map((cell) => cell.trim())
}

function quotedCells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
