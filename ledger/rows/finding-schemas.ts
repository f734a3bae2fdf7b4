import * as z from 'zod'
import { type Raise, severities } from '#domain/findings/finding.ts'
import { statedActorRoles } from '#domain/incident/incident.ts'
import { textSchema } from '#domain/text.ts'

export const actorSchema = z.strictObject({ id: z.string(), role: z.enum(statedActorRoles) })

export const severitySchema = z.enum(severities)

export const positionSchema = z.strictObject({ lat: z.number(), lon: z.number(), accuracyMetres: z.number().optional() })

export const reasonSchema = z.strictObject({
  rule: z.string(),
  text: textSchema,
  inputs: z.array(
    z.strictObject({
      name: z.string(),
      value: z.union([z.number(), z.string(), z.boolean()]),
      unit: z.string().optional(),
      ageSeconds: z.number().optional(),
    }),
  ),
  limitsVersion: z.number().optional(),
})

export const urgencySchema = z.enum(['Immediate', 'Expected', 'Future', 'Past', 'Unknown'])
export const certaintySchema = z.enum(['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'])

export const raiseSchema: z.ZodType<Raise> = z.strictObject({
  type: z.literal('raise'),
  subject: z.string(),
  level: z.string(),
  severity: severitySchema,
  urgency: urgencySchema,
  certainty: certaintySchema,
  title: textSchema,
  reason: reasonSchema,
  observedAtMs: z.number(),
  sources: z.array(z.string()),
  areaId: z.string().optional(),
  position: positionSchema.optional(),
})
