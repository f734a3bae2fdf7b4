import * as z from 'zod'
import { timeSchema } from '#domain/api/common.ts'

const words = z.string().trim().min(1).max(500)
const version = z.number().int().min(0)

export const limitsVersionSchema = z.strictObject({
  number: version,
  author: z.string(),
  role: z.string(),
  reason: z.string(),
  decidedAt: timeSchema,
  effectiveFrom: timeSchema,
  /** The version whose content it brought back. */
  restores: version.optional(),
  /** Against the version before. */
  changes: z.array(z.strictObject({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() })),
})

/** One limit: what is in force, what the newest decision says, the county's file, the scenario's default, and what it takes. */
export const parameterSchema = z.strictObject({
  path: z.string(),
  takes: z.enum(['number', 'whole number', 'yes or no', 'choice', 'list', 'names']),
  unit: z.string().optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  choices: z.array(z.string()).optional(),
  preset: z.unknown().optional(),
  inFile: z.unknown().optional(),
  inForce: z.unknown().optional(),
  newest: z.unknown().optional(),
})

export const scenarioLimitsSchema = z.strictObject({
  scenario: z.string(),
  /** The version in force now; 0 is the county's file. */
  inForce: version,
  /** The newest version, which may still be to come; it is the ETag. */
  newest: version,
  parameters: z.array(parameterSchema),
  /** Newest first. */
  versions: z.array(limitsVersionSchema),
})
export type ScenarioLimits = z.infer<typeof scenarioLimitsSchema>

/** Overrides of the newest version; what is not named stays, and what is null is taken away. Without `effectiveFrom`: as soon as possible. */
export const decisionSchema = z.strictObject({
  limits: z.record(z.string(), z.unknown()),
  reason: words,
  effectiveFrom: timeSchema.optional(),
})
export const rollbackSchema = z.strictObject({ to: version, reason: words, effectiveFrom: timeSchema.optional() })
