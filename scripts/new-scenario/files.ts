/** The files of a new scenario: small, complete in form, with one example that fails until somebody decides what it watches for. */
export function scenarioFiles(id: string): Record<string, string> {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const type = name[0]?.toUpperCase() + name.slice(1)
  return {
    'README.md': `# ${id}
What this scenario watches for, in two sentences.

## Limits and where they come from
| limit | default | source |
| --- | --- | --- |
| \`alarmAbove\` | 100 | name the standard, the paper or the county's own rule |

## Who is sent, and what they do first
1.
2.

## What it cannot see
Say it before somebody relies on it.
`,
    'schema.ts': `import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** What one device of this scenario says. A kind that several scenarios need moves to domain/observation/kinds. */
export const ${name}Reading = defineKind({
  name: '${id}',
  title: { zh: '${id} 读数', en: '${id} reading' },
  body: z.object({ value: z.number().min(-1_000_000).max(1_000_000) }),
  units: { value: '1' },
  example: { value: 0 },
})
export type ${type}Body = BodyOf<typeof ${name}Reading>

/** What a county may set; every field has a default. */
export const ${name}Limits = z.strictObject({ alarmAbove: z.number().default(100) })
export type ${type}Limits = z.infer<typeof ${name}Limits>
`,
    'detector.ts': `import { type Detector } from '#domain/detection/detector.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { ${name}Reading, ${type}Limits } from '#scenarios/${id}/schema.ts'

export type ${type}Memory = { alarming: boolean }

/** One device's step: what I remembered, what I just saw, the limits here → what I remember now, what I found. */
export const detect${type}: Detector<${type}Memory, ObservationOf<typeof ${name}Reading> | Wake, ${type}Limits> = (memory = { alarming: false }, seen, limits) => {
  if (seen.kind === 'wake') return { memory, findings: [] }
  const alarming = seen.body.value > limits.alarmAbove
  if (alarming === memory.alarming) return { memory, findings: [] }
  if (!alarming) return { memory: { alarming }, findings: [{ type: 'clear', subject: \`device:\${seen.device}\`, outcome: 'passed', text: { zh: '恢复正常', en: 'back to normal' }, observedAtMs: seen.observedAtMs }] }
  return {
    memory: { alarming },
    findings: [
      {
        type: 'raise',
        subject: \`device:\${seen.device}\`,
        level: 'alarm',
        severity: 'Moderate',
        urgency: 'Expected',
        certainty: 'Observed',
        title: { zh: '超限', en: 'Above the limit' },
        reason: { rule: 'above', text: { zh: \`读数 \${seen.body.value}\`, en: \`reads \${seen.body.value}\` }, inputs: [{ name: 'value', value: seen.body.value }] },
        observedAtMs: seen.observedAtMs,
        sources: [seen.device],
      },
    ],
  }
}
`,
    'detector.test.ts': `import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detect${type}, type ${type}Memory } from '#scenarios/${id}/detector.ts'
import { ${name}Limits, ${name}Reading } from '#scenarios/${id}/schema.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = ${name}Limits.parse({})
const folder = join(import.meta.dirname, 'examples')

describe('the examples of ${id}', () => {
  it.each(readdirSync(folder))('%s', (file) => {
    const { messages, expect: wanted } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { messages: Record<string, unknown>[]; expect: string[] }
    let memory: ${type}Memory | undefined
    const found: string[] = []
    messages.forEach((body, index) => {
      const step = detect${type}(memory, observe(${name}Reading, body, { atMs: index * 60_000 }), limits)
      memory = step.memory
      found.push(...step.findings.map((finding) => (finding.type === 'raise' ? finding.level : finding.outcome)))
    })
    expect(found).toEqual(wanted)
  })
})
`,
    'scenario.ts': `import { defineScenario } from '#domain/scenario/scenario.ts'
import { detect${type} } from '#scenarios/${id}/detector.ts'
import { ${name}Limits, ${name}Reading } from '#scenarios/${id}/schema.ts'

/** What it watches for, in one sentence. */
export const ${name} = defineScenario({
  id: '${id}',
  title: { zh: '${id}', en: '${id}' },
  impactIfSilent: { zh: '写明：若本场景失灵，谁会受害', en: 'say who is harmed if this scenario falls silent' },
  kinds: [${name}Reading],
  limits: ${name}Limits,
  memoryKeys: (device) => [\`device:\${device.id}\`],
  relevantForSeconds: 3_600,
  quietGapSeconds: 3_600,
  suppressionSeconds: 3_600,
  response: { agency: 'command-centre', steps: [{ zh: '核实现场', en: 'Verify on site' }] },
  detect: detect${type},
})
`,
    'examples/first.json': `${JSON.stringify({ messages: [{ value: 10 }, { value: 120 }, { value: 130 }, { value: 20 }], expect: ['decide what this scenario should find here'] }, undefined, 2)}\n`,
  }
}

/** The one line by which AWS calls it. */
export function handlerFile(id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return `import { detectionHandler } from '#lambdas/middleware/stream-handlers.ts'
import { detectionServices } from '#lambdas/services/detection.ts'
import { ${name} } from '#scenarios/${id}/scenario.ts'

export const handler = detectionHandler(${name}, detectionServices([${name}]))
`
}
