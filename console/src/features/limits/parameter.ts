import type { ScenarioLimits } from '#domain/api/limits.ts'
import { formatted, type JsonValue, readJson } from './json-value.ts'

export type Parameter = ScenarioLimits['parameters'][number]

/** A value in a cell; what is long is a file's affair. */
export function shown(value: unknown, unit?: string): string {
  if (value === undefined) return '—'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text
  return unit && typeof value === 'number' ? `${short} ${unit}` : short
}

export function rangeOf({ least, most, choices }: Parameter): string {
  if (choices) return choices.join(', ')
  if (least === undefined && most === undefined) return '—'
  return `${least ?? ''} – ${most ?? ''}`
}

/** Lists and named maps are typed as JSON: there are too many kinds of them for a form each. */
export function isJson({ takes }: Parameter): boolean {
  return takes === 'list' || takes === 'names'
}

/** What the newest decision says, as it is typed. */
export function textOf(parameter: Parameter): string {
  const { takes, newest } = parameter
  if (!isJson(parameter)) return String(newest ?? '')
  return formatted(newest ?? (takes === 'list' ? [] : {}))
}

/** What the text means for this limit. Whether it fits, the API says: it holds it against the scenario's own schema. */
export function typed(parameter: Parameter, text: string): JsonValue {
  if (isJson(parameter)) return readJson(text)
  if (parameter.takes === 'yes or no') return { ok: true, value: text === 'true' }
  return { ok: true, value: parameter.takes === 'choice' ? text : Number(text) }
}
