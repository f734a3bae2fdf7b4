import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** What each file imports: ours as a path from the root (`domain/text.ts`), others by their name (`zod`, `node:fs`). */
export type ImportGraph = ReadonlyMap<string, readonly string[]>

/**
 * An arrow that must not be: files that match `from` never import what `never` names. As a function, `never` is given what is
 * imported and what the groups of `from` caught, so that one rule can say "no folder imports its neighbour".
 */
export type ArrowRule = { from: RegExp; never: RegExp | ((to: string, ...caught: string[]) => boolean); why: string }

/** Walks from file to file, such as `[a, b, c]` where c imports a again. Every file that comes back to itself stands in one of them. */
export function circlesIn(graph: ImportGraph): string[][] {
  const told = new Set<string>()
  return [...graph.keys()].flatMap((file) => {
    const circle = told.has(file) ? undefined : shortestWayBack(file, graph)
    for (const one of circle ?? []) told.add(one)
    return circle ? [circle] : []
  })
}

/** Each import that breaks a rule, in words. */
export function forbiddenArrows(graph: ImportGraph, rules: readonly ArrowRule[]): string[] {
  return [...graph].flatMap(([file, imports]) =>
    rules.flatMap(({ from, never, why }) => {
      const [found, ...caught] = from.exec(file) ?? []
      if (found === undefined) return []
      const isForbidden = (to: string) => (never instanceof RegExp ? never.test(to) : never(to, ...caught))
      return imports.filter(isForbidden).map((to) => `${file} imports ${to}: ${why}`)
    }),
  )
}

/** Reads the .ts and .tsx files under some folders; `isRead` leaves files out, such as tests. */
export function readImportGraph(root: string, folders: readonly string[], isRead: (file: string) => boolean = () => true): ImportGraph {
  const aliases = aliasesOf(root)
  const files = folders.flatMap((folder) => filesUnder(root, folder)).filter(isRead)
  return new Map(
    files.map((file) => {
      const imports = namesIn(root, file).map((name) => resolved(name, { root, file, aliases }))
      return [file, [...new Set(imports)]]
    }),
  )
}

function shortestWayBack(start: string, graph: ImportGraph): string[] | undefined {
  const cameFrom = new Map<string, string>()
  // A list that is added to while it is walked: nearest files first.
  const reached = [start]
  for (const file of reached)
    for (const next of graph.get(file) ?? []) {
      if (next === start) return wayTo(file, cameFrom)
      if (!cameFrom.has(next)) {
        cameFrom.set(next, file)
        reached.push(next)
      }
    }
  return undefined
}

function wayTo(file: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const before = cameFrom.get(file)
  return before === undefined ? [file] : [...wayTo(before, cameFrom), file]
}

function filesUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

/** The names in a file's own words: static, dynamic and type imports, and what it exports from elsewhere. */
function namesIn(root: string, file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest)
  const names: string[] = []
  const visit = (node: ts.Node) => {
    const name = importedBy(node)
    if (name && ts.isStringLiteralLike(name)) names.push(name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0]
  return undefined
}

type Place = { root: string; file: string; aliases: readonly Alias[] }

function resolved(name: string, { root, file, aliases }: Place): string {
  const alias = aliases.find(({ before, after }) => name.startsWith(before) && name.endsWith(after))
  const path = name.startsWith('.') ? join(dirname(file), name) : alias && join(alias.target.replace('*', () => caughtBy(alias, name)))
  if (path === undefined) return name
  return ['', '.ts', '.tsx'].map((end) => `${path}${end}`).find((one) => existsSync(join(root, one))) ?? path
}

/** `#domain/*` → `./domain/*`, as package.json has it. */
type Alias = { before: string; after: string; target: string }

function aliasesOf(root: string): Alias[] {
  const { imports = {} }: { imports?: Record<string, string> } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return Object.entries(imports).map(([name, target]) => {
    const [before = '', after = ''] = name.split('*')
    return { before, after, target }
  })
}

function caughtBy({ before, after }: Alias, name: string): string {
  return name.slice(before.length, name.length - after.length)
}
