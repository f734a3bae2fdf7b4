/** What is wrong with a chosen file, by its name. */
export type FileFault =
  | { type: 'notJson' | 'notPublication' | 'notDivisions'; name: string }
  | { type: 'badRow'; name: string; row: number }

export type Division = { code: string; name: string }
type Read<Value> = { ok: true; value: Value } | { ok: false; fault: FileFault }

/** A publication as it was published. Whether every entry can be matched is the API's to say. */
export function readPublication(name: string, text: string): Read<Record<string, unknown>> {
  const value = parsed(text)
  if (value === undefined) return { ok: false, fault: { type: 'notJson', name } }
  const data = isObject(value) && isObject(value.data) ? value.data : undefined
  const hasList = ['highlist', 'middlelist', 'lowlist'].some((list) => Array.isArray(data?.[list]))
  if (!isObject(value) || typeof data?.end_update_time !== 'string' || !hasList)
    return { ok: false, fault: { type: 'notPublication', name } }
  return { ok: true, value }
}

/** The county's table of codes: a JSON list of code and name, or CSV with a line of columns. */
export function readDivisions(name: string, text: string): Read<Division[]> {
  const value = /^\s*\[/.test(text) ? parsed(text) : rowsOf(text)
  if (!Array.isArray(value) || value.length === 0) return { ok: false, fault: { type: 'notDivisions', name } }
  const bad = value.findIndex((row) => !isObject(row) || !/^\d{6}$/.test(String(row.code)) || !row.name)
  if (bad >= 0) return { ok: false, fault: { type: 'badRow', name, row: bad + 1 } }
  return { ok: true, value: value.map(({ code, name: called }) => ({ code: String(code), name: String(called) })) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

function rowsOf(text: string): Record<string, string>[] | undefined {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
  const columns = cellsOf(head)
  const [code, name] = [columns.indexOf('code'), columns.indexOf('name')]
  if (code < 0 || name < 0) return undefined
  return lines.map(cellsOf).map((cells) => ({ code: cells[code] ?? '', name: cells[name] ?? '' }))
}

function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
