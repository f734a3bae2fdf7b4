import * as z from 'zod'
import { isObject } from '#domain/entries.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'

type Node = {
  type?: string
  properties?: Record<string, Node>
  additionalProperties?: Node | boolean
  items?: Node | boolean
  prefixItems?: Node[]
  anyOf?: Node[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  pattern?: string
  refersTo?: string
  says?: string[]
}

/** The page of every limit a county may set, made from the very schemas that check its file. */
export function limitsPage(scenarios: readonly Scenario[]): string {
  const sections = scenarios.map((scenario) => {
    const schema = z.toJSONSchema(scenario.limits, { io: 'input', unrepresentable: 'any' }) as Node
    const rows = rowsOf(schema, '', scenario.limits.parse({}))
    const off = scenario.offByDefault ? '\n\nOff unless the county switches it on.' : ''
    const table = rows.length > 0 ? ['| limit | takes | default |', '| --- | --- | --- |', ...rows].join('\n') : 'It has no limits.'
    return `## ${scenario.id} · ${scenario.title.zh}\n[What it watches and where its limits come from](../scenarios/${scenario.id}/README.md)${off}\n\n${table}\n`
  })
  return `# Limits\nEvery limit a county may override in \`county.json\` under \`scenarios.<id>.limits\`, by its path. Made by \`npm run docs:limits\` from the
schemas that check the file; the source and meaning of each stand in the scenario's README.

${sections.join('\n')}`
}

function rowsOf(node: Node, path: string, preset: unknown): string[] {
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([name, member]) =>
      rowsOf(member, path ? `${path}.${name}` : name, isObject(preset) ? preset[name] : member.default),
    )
  }
  return [`| \`${path}\` | ${takes(node)} | ${shown(node.default ?? preset)} |`]
}

function takes(node: Node): string {
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ')
  if (node.const !== undefined) return `\`${node.const}\``
  if (node.refersTo === 'kind') return 'name of a kind'
  if (node.refersTo) return `id of a ${node.refersTo}${node.says ? ` that says ${node.says.join(' or ')}` : ''}`
  if (node.anyOf) return node.anyOf.map(takes).join(' or ')
  if (node.type === 'number' || node.type === 'integer') return `${node.type === 'integer' ? 'whole number ' : ''}${rangeOf(node)}`.trim()
  if (node.prefixItems) return `list of ${node.prefixItems.length}`
  if (node.type === 'array') return `list of ${typeof node.items === 'object' ? takes(node.items) : 'values'}`
  if (node.type === 'object') return 'by name'
  return node.type ?? 'any'
}

function rangeOf({ minimum, exclusiveMinimum, maximum }: Node): string {
  const least = minimum ?? exclusiveMinimum
  if (least === undefined || maximum === undefined) return least === undefined ? 'any' : `from ${least}`
  // What JSON can count to is no limit.
  return maximum >= Number.MAX_SAFE_INTEGER ? `from ${least}` : `${least} – ${maximum}`
}

function shown(value: unknown): string {
  if (value === undefined) return '–'
  const text = JSON.stringify(value)
  return text.length > 90 ? 'see the schema' : `\`${text}\``
}
