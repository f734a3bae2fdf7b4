/** A value that somebody typed as JSON: what it is, or where it stops being JSON. */
export type JsonValue = { ok: true; value: unknown } | { ok: false; line: number; column: number }

export function readJson(text: string): JsonValue {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, ...placeAt(text, faultAt(text)) }
  }
}

/** As the editor shows it. */
export function formatted(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
}

/**
 * The offset of the first character that is not JSON. Browsers word it each in their own way, so it is found here: strings and
 * brackets are followed, and what stands between them is held against the grammar.
 */
function faultAt(text: string): number {
  const token =
    /\s*(?:([{}[\],:])|("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y
  const open: ('{' | '[')[] = []
  let wants: 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'after' = 'value'
  for (let at = 0; ; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(text)
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)
    if (!found) return start
    const [, mark, string, word] = found
    const within = open.at(-1)
    const isValue: boolean = wants === 'value' || wants === 'first value'
    if (isValue && (string ?? word) !== undefined) wants = 'after'
    else if (isValue && (mark === '{' || mark === '[')) {
      open.push(mark)
      wants = mark === '{' ? 'first key' : 'first value'
    } else if ((wants === 'key' || wants === 'first key') && string !== undefined) wants = 'colon'
    else if (wants === 'colon' && mark === ':') wants = 'value'
    else if (wants === 'after' && mark === ',' && within) wants = within === '{' ? 'key' : 'value'
    else if (closes(mark, within) && (wants === 'after' || wants.startsWith('first'))) {
      open.pop()
      wants = 'after'
    } else return start
  }
}

function closes(mark: string | undefined, open: '{' | '[' | undefined): boolean {
  return (mark === '}' && open === '{') || (mark === ']' && open === '[')
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
