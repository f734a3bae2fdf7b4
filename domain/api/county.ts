import * as z from 'zod'
import { pageOf, textSchema, timeSchema } from '#domain/api/common.ts'
import { roleSchema } from '#domain/people/principal.ts'

export const scenarioViewSchema = z.strictObject({
  id: z.string(),
  title: textSchema,
  harm: textSchema,
  enabled: z.boolean(),
  kinds: z.array(z.string()),
  /** The page of the console that is its own. */
  page: z.string().optional(),
  response: z.strictObject({ agency: z.string(), steps: z.array(textSchema) }),
})
export const scenariosPageSchema = pageOf(scenarioViewSchema)

/** GeoJSON (RFC 7946), WGS-84. */
export const areasSchema = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.strictObject({
      type: z.literal('Feature'),
      id: z.string().optional(),
      geometry: z.record(z.string(), z.unknown()),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})

export const personViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  agency: z.string().optional(),
})
export const peoplePageSchema = pageOf(personViewSchema)

/** What a console needs before it can show anything. */
export const countyViewSchema = z.strictObject({
  id: z.string(),
  name: textSchema,
  status: z.enum(['drill', 'production']),
  offsetMinutes: z.number().int(),
  /** 审图号; without one the map is for internal use only. */
  mapApprovalNo: z.string().optional(),
  now: timeSchema,
})

export const meSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  permissions: z.array(z.string()),
})

/** CloudEvents 1.0.2 in JSON; `sequence` has no gaps. */
export const eventSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: timeSchema,
  sequence: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.unknown()),
})
export const eventsPageSchema = z.strictObject({ items: z.array(eventSchema), latest: z.number().int() })
export const eventsQuerySchema = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'the sequence of the last event you have, 0 for none')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .optional(),
})
