import * as z from 'zod'
import { kindNamePattern } from '#domain/observation/kind.ts'

/** What a county's limits may speak of by id. */
export type ReferenceTarget = 'device' | 'area' | 'kind'

/** Id of a registered device, for scenarios' limits: that the device exists is checked with the county. */
export const deviceReference = z.string().min(1).meta({ refersTo: 'device' })

/** The same of a device that has to say one of these kinds: no camera calls out, no loudspeaker watches. */
export function deviceThatSays(...kinds: string[]) {
  return z.string().min(1).meta({ refersTo: 'device', says: kinds })
}

/** Name of a kind that some scenario reads. */
export const kindReference = z.string().regex(kindNamePattern).meta({ refersTo: 'kind' })

/** Id of one of the county's areas, for scenarios' limits: that the area exists is checked with the county. */
export const areaReference = z.string().min(1).meta({ refersTo: 'area' })

/** The parts of JSON Schema that a limits schema is made of. */
type Node = {
  refersTo?: ReferenceTarget
  says?: string[]
  properties?: Record<string, Node>
  propertyNames?: Node
  additionalProperties?: Node | boolean
  items?: Node | boolean
  prefixItems?: Node[]
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
}

export type Reference = { path: string[]; target: ReferenceTarget; id: string; says?: string[] }

/** What a county has of each sort. A device answers with the kinds it says, `unknown` where its own line is wrong. */
export type Register = {
  area: (id: string) => boolean
  kind: (name: string) => boolean
  device: (id: string) => readonly string[] | 'unknown' | undefined
}

/** Why a reference leads nowhere, or to something that cannot do what is asked of it; nothing when it is right. */
export function referenceFault({ target, id, says }: Reference, register: Register): string | undefined {
  if (target !== 'device') return register[target](id) ? undefined : `there is no ${target} "${id}"`
  const said = register.device(id)
  if (said === undefined) return `there is no device "${id}"`
  if (!says || said === 'unknown' || said.some((kind) => says.includes(kind))) return undefined
  return `device "${id}" says ${said.join(', ')}, and not ${says.join(' or ')}`
}

/** Every device, area and kind that limits speak of, with the place where they do. */
export function referencesIn(schema: z.ZodType, limits: unknown): Reference[] {
  return collect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, limits, [])
}

function collect(node: Node, value: unknown, path: string[]): Reference[] {
  const { refersTo: target, says } = node
  const here: Reference[] = target && typeof value === 'string' ? [{ path, target, id: value, ...(says && { says }) }] : []
  const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap((choice) => collect(choice, value, path))
  if (Array.isArray(value)) {
    return [...here, ...choices, ...value.flatMap((item, index) => collect(itemNode(node, index), item, [...path, String(index)]))]
  }
  if (typeof value !== 'object' || value === null) return [...here, ...choices]
  const members = Object.entries(value).flatMap(([name, member]) => [
    ...collect(node.propertyNames ?? {}, name, [...path, name]),
    ...collect(node.properties?.[name] ?? asNode(node.additionalProperties), member, [...path, name]),
  ])
  return [...here, ...choices, ...members]
}

function itemNode(node: Node, index: number): Node {
  return node.prefixItems?.[index] ?? asNode(node.items)
}

function asNode(node: Node | boolean | undefined): Node {
  return typeof node === 'object' ? node : {}
}
