import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** What stands in for a port under `adapters/`, by the name that a test would call it by. */
export type Adapter = { name: string; port: string; file: string }

/** The interfaces that a file of ports exports. */
export function portsIn(root: string, file = 'domain/ports.ts'): string[] {
  return parsed(root, file).statements.flatMap((statement) =>
    ts.isInterfaceDeclaration(statement) && isExported(statement) ? [statement.name.text] : [],
  )
}

/** Classes that say `implements Port`, constants of the type `Port`, and functions that answer a `Port`. */
export function adaptersIn(root: string, ports: readonly string[]): Adapter[] {
  return filesUnder(root, 'adapters', /(?<!\.test)\.ts$/).flatMap((file) =>
    parsed(root, file).statements.flatMap((statement) =>
      declared(statement).flatMap(({ name, types }) => types.filter((type) => ports.includes(type)).map((port) => ({ name, port, file }))),
    ),
  )
}

/** What is missing, in words: a port without a contract, and an adapter that no test of its port's contract names. */
export function unheldPorts(root: string): string[] {
  const ports = portsIn(root)
  const tests = ['test/contract', 'test/external']
    .flatMap((folder) => filesUnder(root, folder, /\.test\.ts$/))
    .map((file) => parsed(root, file))
  const withoutContract = ports
    .filter((port) => !existsSync(join(root, contractOf(port))))
    .map((port) => `${port} has no ${contractOf(port)}`)
  const unnamed = adaptersIn(root, ports)
    .filter(({ name, port }) => !tests.some((test) => importsFrom(test, contractOf(port)) && names(test).has(name)))
    .map(({ name, port, file }) => `${file}: no test runs the contract of ${port} over ${name}`)
  return [...withoutContract, ...unnamed]
}

/** `DeviceCommands` → `test/contract/device-commands-contract.ts` */
function contractOf(port: string): string {
  return `test/contract/${port.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()}-contract.ts`
}

function declared(statement: ts.Statement): { name: string; types: string[] }[] {
  if (ts.isClassDeclaration(statement)) {
    const clauses = (statement.heritageClauses ?? []).filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    return [
      { name: statement.name?.text ?? '', types: clauses.flatMap(({ types }) => types.map(({ expression }) => expression.getText())) },
    ]
  }
  if (ts.isFunctionDeclaration(statement)) return isExported(statement) ? [typed(statement)] : []
  if (ts.isVariableStatement(statement)) return isExported(statement) ? statement.declarationList.declarations.map(typed) : []
  return []
}

function typed({ name, type }: ts.FunctionDeclaration | ts.VariableDeclaration): { name: string; types: string[] } {
  return { name: name?.getText() ?? '', types: type ? [type.getText()] : [] }
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}

function importsFrom(source: ts.SourceFile, file: string): boolean {
  return source.statements.some(
    (one) => ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && one.moduleSpecifier.text === `#${file}`,
  )
}

/** What a file names outside its imports: to import an adapter is not to run anything over it. */
function names(source: ts.SourceFile): Set<string> {
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return
    if (ts.isIdentifier(node)) found.add(node.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function filesUnder(root: string, folder: string, name: RegExp): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort()
}

function parsed(root: string, file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
}
