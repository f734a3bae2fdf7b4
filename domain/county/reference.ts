import * as z from 'zod'

/** What a county's limits may speak of by id. */
export type ReferenceTarget = 'device' | 'area'

/** Id of a registered device, for scenarios' limits: that the device exists is checked with the county. */
export const deviceReference = z.string().min(1).meta({ refersTo: 'device' })

/** Id of one of the county's areas, for scenarios' limits: that the area exists is checked with the county. */
export const areaReference = z.string().min(1).meta({ refersTo: 'area' })

/** The parts of JSON Schema that a limits schema is made of. */
type Node = {
  refersTo?: ReferenceTarget
  properties?: Record<string, Node>
  propertyNames?: Node
  additionalProperties?: Node | boolean
  items?: Node | boolean
  prefixItems?: Node[]
  anyOf?: Node[]
  oneOf?: Node[]
  allOf?: Node[]
}

export type Reference = { path: string[]; target: ReferenceTarget; id: string }

/** Every device and area that limits speak of, with the place where they do. */
export function referencesIn(schema: z.ZodType, limits: unknown): Reference[] {
  return collect(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, limits, [])
}

function collect(node: Node, value: unknown, path: string[]): Reference[] {
  const here: Reference[] = node.refersTo && typeof value === 'string' ? [{ path, target: node.refersTo, id: value }] : []
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
