import * as z from 'zod'
import { memberOf } from '#domain/entries.ts'

/** One limit of a scenario that can be tuned: where it stands, what it takes, what it is without anybody's doing. */
export type Parameter = {
  path: string
  takes: 'number' | 'whole number' | 'yes or no' | 'choice' | 'list' | 'names'
  unit?: string
  least?: number
  most?: number
  choices?: string[]
  preset?: unknown
}

type Node = {
  type?: string
  properties?: Record<string, Node>
  enum?: unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
}

/** Endings of names that say a unit; the longest that fits counts. */
const units: Record<string, string> = {
  Seconds: 's',
  Minutes: 'min',
  Minute: 'min',
  Hours: 'h',
  Days: 'd',
  Metres: 'm',
  Pct: '%',
  LelPct: '% LEL',
  Ppm: 'ppm',
  Mpa: 'MPa',
  Ma: 'mA',
  Cm: 'cm',
  Km: 'km',
  Mps: 'm/s',
  Knots: 'kn',
  Deg: '°',
  PerM: '1/m',
  K: 'K',
  C: '°C',
  M: 'm',
}

/** Every limit of a strict schema by its path, in the schema's order. */
export function parametersOf(limits: z.ZodType): Parameter[] {
  const schema = z.toJSONSchema(limits, { io: 'input', unrepresentable: 'any' }) as Node
  return collect(schema, [], limits.safeParse({}).data)
}

/** The value that stands at a dotted path. */
export function valueAt(limits: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => memberOf(value, name), limits)
}

function collect(node: Node, path: string[], preset: unknown): Parameter[] {
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([name, member]) =>
      collect(member, [...path, name], memberOf(preset, name) ?? member.default),
    )
  }
  const unit = unitOf(path.at(-1) ?? '')
  return [{ path: path.join('.'), ...takes(node), ...(unit && { unit }), ...(preset !== undefined && { preset }) }]
}

function takes({ type, enum: choices, ...node }: Node): Pick<Parameter, 'takes' | 'least' | 'most' | 'choices'> {
  if (choices) return { takes: 'choice', choices: choices.map(String) }
  if (type === 'boolean') return { takes: 'yes or no' }
  if (type === 'array') return { takes: 'list' }
  if (type !== 'number' && type !== 'integer') return { takes: 'names' }
  const [least, most] = [node.minimum ?? node.exclusiveMinimum, node.maximum ?? node.exclusiveMaximum]
  return {
    takes: type === 'integer' ? 'whole number' : 'number',
    ...(least !== undefined && { least }),
    // What JSON can count to is no limit.
    ...(most !== undefined && most < Number.MAX_SAFE_INTEGER && { most }),
  }
}

function unitOf(name: string): string | undefined {
  const endings = Object.keys(units).filter((ending) => name.endsWith(ending))
  const longest = endings.sort((a, b) => b.length - a.length)[0]
  return longest === undefined ? undefined : units[longest]
}
