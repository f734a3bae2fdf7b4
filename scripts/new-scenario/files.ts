/** What stands where somebody has to decide something; a test fails while one is left. */
export const placeholder = 'REPLACE'

/** The files of a new scenario, which starts from the alarm engine: complete in form, and failing until somebody has decided what it watches for. */
export function scenarioFiles(id: string): Record<string, string> {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const type = name[0]?.toUpperCase() + name.slice(1)
  return {
    'README.md': `# ${id}
${placeholder}: what this scenario watches for, in two sentences.

## Limits and where they come from
| limit | default | source |
| --- | --- | --- |
| \`alarmAbove\` | 100 | ${placeholder}: the standard, the paper or the county's own rule |
| \`deadband\` | 5 | ${placeholder} |
| \`onDelaySeconds\` | 0 | ${placeholder} |
| \`offDelaySeconds\` | 60 | ${placeholder} |

## Who is sent, and what they do first
1. ${placeholder}

## What it cannot see
${placeholder}: say it before somebody relies on it.

## Examples
Each file of \`examples/\` is played by \`test/architecture/scenarios.test.ts\`:

| field | what it holds |
| --- | --- |
| \`messages\` | in order: \`device\`, \`kind\`, and \`message\` as the device sends it: \`v\`, \`id\`, \`ts\` (ISO 8601 with its offset), then the fields of the kind |
| \`expect\` | the levels raised and the outcomes (\`passed\`, \`recovered\`, \`dissuaded\`), in order |
| \`limits\` | optional: what differs from the defaults |
| \`key\` | optional: the memory that all messages share; otherwise \`device:<device>\` |
| \`withoutTimers\` | optional: why no timer rings; otherwise each rings before the first message that is received after it is due |
`,
    'schema.ts': `import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** What the sensor can measure at all; a message beyond it is rejected, with its reason, and reaches no rule. */
// ${placeholder}: the least and the greatest value of the sensor, from its data sheet
export const possible = [-1_000_000, 1_000_000] as const

/** What one device of this scenario says. A kind that several scenarios need moves to domain/observation/kinds. */
export const ${name}Reading = defineKind({
  name: '${id}',
  // ${placeholder}: what is measured, in both languages
  title: { zh: '${id} 读数', en: '${id} reading' },
  body: z.object({ value: z.number().min(possible[0]).max(possible[1]) }),
  // ${placeholder}: the unit in UCUM, also in the name of the field (depthM, tiltDeg)
  units: { value: '1' },
  example: { value: 0 },
})
export type ${type}Body = BodyOf<typeof ${name}Reading>

/** What a county may set; every field has a default. */
export const ${name}Limits = z.strictObject({
  alarmAbove: z.number().default(100),
  /** So far below the limit it counts as normal again. */
  deadband: z.number().min(0).default(5),
  /** It has to hold this long before it counts, and to be normal this long before it is over. */
  onDelaySeconds: z.number().int().min(0).max(86_400).default(0),
  offDelaySeconds: z.number().int().min(0).max(86_400).default(60),
})
export type ${type}Limits = z.infer<typeof ${name}Limits>
`,
    'memory.ts': `import * as z from 'zod'
import { alarmStateSchema } from '#domain/detection/alarm-engine.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** What one device's key remembers. When its form changes, raise the version and say in \`upcast\` how the older form becomes the new one. */
export const ${name}Memory = defineMemory({ version: 1, schema: z.strictObject({ point: alarmStateSchema.optional() }) })
export type ${type}Memory = z.infer<typeof ${name}Memory.schema>
`,
    'detector.ts': `import { type AlarmProfile, type AlarmStep, afterSample, afterTime } from '#domain/detection/alarm-engine.ts'
import type { Detector, Step } from '#domain/detection/detector.ts'
import { perLimits } from '#domain/detection/per-limits.ts'
import { clearOf, quiet, raiseOf } from '#domain/detection/step.ts'
import type { Severity } from '#domain/findings/finding.ts'
import type { ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { Text } from '#domain/text.ts'
import type { ${type}Memory } from '#scenarios/${id}/memory.ts'
import { type ${name}Reading, possible, type ${type}Limits } from '#scenarios/${id}/schema.ts'

/**
 * The rules of the point, mildest first (ANSI/ISA-18.2): above, below, rise and mean are there; see domain/detection/alarm-engine.ts.
 * A rule may look back over any time: of more than 600 samples the older are thinned (domain/detection/thinning.ts). \`median3\` keeps one odd
 * sample from counting for a whole window.
 */
const profileOf = perLimits(
  ({ alarmAbove: limit, deadband, onDelaySeconds, offDelaySeconds }: ${type}Limits): AlarmProfile => ({
    range: possible,
    rules: [{ level: 'alarm', when: { type: 'above', limit, deadband }, onDelaySeconds, offDelaySeconds }],
  }),
)

/** How grave each level is, and what an officer reads. */
const levels: Record<string, { severity: Severity; title: Text }> = {
  // ${placeholder}: how grave it is (CAP), and its title in both languages
  alarm: { severity: 'Moderate', title: { zh: '超限', en: 'Above the limit' } },
}

/** One device's step: what I remembered, what I just saw, the limits here → what I remember now, what I found. */
export const detect${type}: Detector<${type}Memory, ObservationOf<typeof ${name}Reading> | Wake, ${type}Limits> = (memory = {}, seen, limits) => {
  const profile = profileOf(limits)
  const context = { device: seen.key.replace(/^device:/, ''), atMs: seen.observedAtMs, profile }
  if (seen.kind === 'wake') return memory.point ? reported(memory, afterTime(memory.point, seen.observedAtMs, profile), context) : quiet(memory)
  return reported(memory, afterSample(memory.point, [seen.observedAtMs, seen.body.value], profile), context)
}

type Context = { device: string; atMs: number; profile: AlarmProfile }

/** What is reported of a change of the point's level. A calm point leaves no trace, unless a rule looks back. */
function reported(memory: ${type}Memory, { state, level, change, dueAtMs, waits }: AlarmStep, { device, atMs, profile }: Context): Step<${type}Memory> {
  if (state === memory.point) return quiet(memory)
  const looksBack = profile.rules.some(({ when }) => when.type === 'rise' || when.type === 'mean')
  const isForgotten = !looksBack && level === undefined && change === undefined && !waits
  if (isForgotten && !memory.point) return quiet(memory)
  const next: Step<${type}Memory> = { memory: isForgotten ? {} : { point: state }, findings: [], timers: [{ name: 'delay', dueAtMs }] }
  const subject = \`device:\${device}\`
  if (change === 'cleared') return { ...next, findings: [clearOf(subject, 'passed', { zh: '恢复正常', en: 'back to normal' }, atMs)] }
  const words = level === undefined ? undefined : levels[level]
  if (!words || level === undefined || (change !== 'raised' && change !== 'graver')) return next
  const value = state.samples.at(-1)?.[1] ?? Number.NaN
  const raise = raiseOf({
    subject,
    level,
    ...words,
    urgency: 'Expected',
    certainty: 'Observed',
    rule: level,
    text: { zh: \`读数 \${value}\`, en: \`reads \${value}\` },
    inputs: [{ name: 'value', value }],
    observedAtMs: atMs,
    sources: [device],
  })
  return { ...next, findings: [raise] }
}
`,
    'detector.test.ts': `import { describe, expect, it } from 'vitest'
import { ${name} } from '#scenarios/${id}/scenario.ts'
import { ${name}Limits, ${name}Reading, possible } from '#scenarios/${id}/schema.ts'
import { observe } from '#test/fixtures/observe.ts'
import { specificationOf } from '#test/fixtures/scenario-player.ts'

const { given } = specificationOf(${name}, ${name}Limits.parse({}), 'device:d-1')
const reads = (minute: number, value: number) => observe(${name}Reading, { value }, { id: 'd-1', atMs: minute * 60_000, key: 'device:d-1' })

describe('${id}', () => {
  it('rings above its limit, once, and is over when it has been normal for long enough', () => {
    given([reads(0, 10)])
      .when(reads(1, 120), reads(2, 130), reads(3, 20))
      .finds(['alarm', 'passed'], 5 * 60_000)
  })

  it('takes what the sensor can measure, and nothing beyond', () => {
    const [least, most] = possible
    const isTaken = (value: number) => ${name}Reading.body.safeParse({ value }).success
    expect([least, most, least - 1, most + 1].map(isTaken)).toEqual([true, true, false, false])
  })

  it('stays quiet below it', () => {
    given().when(reads(0, 10), reads(1, 99)).finds([], 5 * 60_000)
  })
})
`,
    'scenario.ts': `import { defineScenario } from '#domain/scenario/scenario.ts'
import { detect${type} } from '#scenarios/${id}/detector.ts'
import { ${name}Memory } from '#scenarios/${id}/memory.ts'
import { ${name}Limits, ${name}Reading } from '#scenarios/${id}/schema.ts'

/** ${placeholder}: what it watches for, in one sentence. */
export const ${name} = defineScenario({
  id: '${id}',
  // ${placeholder}: its name in both languages
  title: { zh: '${id}', en: '${id}' },
  impactIfSilent: { zh: '${placeholder}：若本场景失灵，谁会受害', en: '${placeholder}: who is harmed if this scenario falls silent' },
  kinds: [${name}Reading],
  memory: ${name}Memory,
  limits: ${name}Limits,
  memoryKeys: (device) => [\`device:\${device.id}\`],
  // ${placeholder}: after how long a message raises nothing any more; after how long without findings an episode ends; and how long
  // its subject stays quiet after somebody dismissed it
  relevantForSeconds: 3_600,
  quietGapSeconds: 3_600,
  suppressionSeconds: 3_600,
  // ${placeholder}: which agency of the county is sent
  response: { agency: 'command-centre', steps: [{ zh: '${placeholder}：先做什么', en: '${placeholder}: what to do first' }] },
  detect: detect${type},
})
`,
    'examples/first.json': `${JSON.stringify(
      {
        messages: [
          { device: 'd-1', kind: id, message: { v: 1, id: '1', ts: '2026-04-13T12:00:00+08:00', value: 10 } },
          { device: 'd-1', kind: id, message: { v: 1, id: '2', ts: '2026-04-13T12:01:00+08:00', value: 120 } },
        ],
        expect: [`${placeholder}: the levels and outcomes that have to be found here`],
      },
      undefined,
      2,
    )}\n`,
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
