import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** How often a source says that it knows better than the compiler, and how long it is. */
export type Casts = {
  /** `value as Type`; `as const` and renamed imports are none. */
  as: number
  /** `<Type>value`. */
  angle: number
  /** `value!`. */
  nonNull: number
  /** The type that knows nothing. */
  any: number
  lines: number
}

/** The casts of some TypeScript files together. */
export function castsOf(files: Iterable<string>): Casts {
  const sum: Casts = { as: 0, angle: 0, nonNull: 0, any: 0, lines: 0 }
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    sum.lines += text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    count(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, kind), sum)
  }
  return sum
}

/** Casts a thousand lines, `!` not among them. */
export function castsPerThousandLines({ as, angle, lines }: Casts): number {
  return lines === 0 ? 0 : (1_000 * (as + angle)) / lines
}

function count(node: ts.Node, sum: Casts): void {
  if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) sum.as++
  if (ts.isTypeAssertionExpression(node) && !ts.isConstTypeReference(node.type)) sum.angle++
  if (ts.isNonNullExpression(node)) sum.nonNull++
  if (node.kind === ts.SyntaxKind.AnyKeyword) sum.any++
  ts.forEachChild(node, (child) => count(child, sum))
}
