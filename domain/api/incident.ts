import * as z from 'zod'
import { cursorSchema, limitSchema, pageOf, textSchema, timeSchema } from '#domain/api/common.ts'
import { severities } from '#domain/findings/finding.ts'
import { statuses } from '#domain/incident/incident.ts'
import { falseCauses, labels } from '#domain/incident/label.ts'

const commandTypes = [
  'acknowledge',
  'confirm',
  'dismiss',
  'merge',
  'dispatch',
  'accept',
  'decline',
  'arrive',
  'report',
  'verify',
  'rework',
  'close',
  'evaluate',
  'defer',
  'resume',
  'extend',
  'supervise',
  'transfer',
  'comment',
] as const
const note = z.string().trim().min(1).max(2_000).optional()
/** What a false alarm came from. */
const cause = z.enum(falseCauses).optional()
const words = z.string().trim().min(1).max(500)
const personId = z.string().min(1).max(64)

export const incidentIdSchema = z.string().regex(/^i-[0-9a-f]{20}$/, 'an incident id')

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
  /** The version of the limits it was judged by; 0 is the county's file. */
  limitsVersion: z.number().int().min(0).optional(),
})

export const taskSchema = z.strictObject({
  id: z.string(),
  incidentId: incidentIdSchema,
  assignee: z.string(),
  assignedBy: z.string(),
  assignedAt: timeSchema,
  state: z.enum(['offered', 'accepted', 'arrived', 'reported']),
  acceptedAt: timeSchema.optional(),
  arrivedAt: timeSchema.optional(),
  report: z.strictObject({ result: z.string(), note: z.string().optional(), at: timeSchema }).optional(),
})

export const incidentSchema = z.strictObject({
  id: incidentIdSchema,
  scenario: z.string(),
  subject: z.string(),
  areaId: z.string().optional(),
  position: z.strictObject({ lat: z.number(), lon: z.number(), accuracyMetres: z.number().optional() }).optional(),
  title: textSchema,
  level: z.string(),
  severity: z.enum(severities),
  urgency: z.string(),
  certainty: z.string(),
  reason: reasonSchema,
  sources: z.array(z.string()),
  evidenceCount: z.number().int(),
  status: z.enum(statuses),
  condition: z.union([
    z.strictObject({ state: z.literal('present') }),
    z.strictObject({ state: z.literal('over'), outcome: z.enum(['dissuaded', 'recovered', 'passed']), at: timeSchema }),
  ]),
  firstObservedAt: timeSchema,
  lastObservedAt: timeSchema,
  openedAt: timeSchema,
  updatedAt: timeSchema,
  acknowledged: z.strictObject({ by: z.string(), at: timeSchema }).optional(),
  task: taskSchema.optional(),
  handledBy: z.array(z.string()),
  reworkCount: z.number().int(),
  deferredUntil: timeSchema.optional(),
  extendedUntil: timeSchema.optional(),
  supervisedBy: z.string().optional(),
  agency: z.string().optional(),
  ended: z.strictObject({ reason: z.string(), at: timeSchema, by: z.string(), label: z.enum(labels).optional(), cause }).optional(),
  mergedInto: z.string().optional(),
  evaluation: z.strictObject({ score: z.number(), by: z.string(), at: timeSchema }).optional(),
  /** Counts what an officer could care about; the ETag is this number. */
  revision: z.number().int(),
  /** What the asking person may do to it now. */
  allowed: z.array(z.enum(commandTypes)),
})
export type IncidentView = z.infer<typeof incidentSchema>

export const incidentsPageSchema = pageOf(incidentSchema)

export const incidentsQuerySchema = z.strictObject({
  scenario: z.string().max(64).optional(),
  status: z.enum([...statuses, 'open']).optional(),
  severity: z.enum(severities).optional(),
  area: z.string().max(128).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  updatedSince: timeSchema.optional(),
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
})

export const timelineEntrySchema = z.strictObject({
  sequence: z.number().int(),
  at: timeSchema,
  actor: z.strictObject({ id: z.string(), role: z.string() }),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256 chain: see docs/case-file.md for how another agency verifies it. */
  previousHash: z.string(),
  hash: z.string(),
  /** The hashed time, epoch milliseconds. */
  atMs: z.number().int(),
})
export const timelinePageSchema = pageOf(timelineEntrySchema)
export type TimelineEntryView = z.infer<typeof timelineEntrySchema>

/** A transition as it is asked for. Dispatch, accept, decline, arrive and report are operations of tasks. */
export const transitionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('acknowledge') }),
  z.strictObject({ type: z.literal('confirm'), note }),
  z.strictObject({
    type: z.literal('dismiss'),
    reason: z.enum(['false-alarm', 'duplicate', 'not-our-duty', 'drill', 'test']),
    cause,
    note,
  }),
  z.strictObject({ type: z.literal('merge'), into: incidentIdSchema, note }),
  z.strictObject({ type: z.literal('verify'), note }),
  z.strictObject({ type: z.literal('rework'), reason: words }),
  z.strictObject({ type: z.literal('close'), label: z.enum(['true', 'false', 'drill', 'test']).optional(), cause, note }),
  z.strictObject({ type: z.literal('evaluate'), score: z.number().int().min(0).max(100), note }),
  z.strictObject({ type: z.literal('defer'), until: timeSchema, reason: words }),
  z.strictObject({ type: z.literal('resume') }),
  z.strictObject({ type: z.literal('extend'), until: timeSchema, reason: words }),
  z.strictObject({ type: z.literal('supervise'), note }),
  z.strictObject({ type: z.literal('transfer'), agency: z.string().min(1).max(64), reason: words }),
])
export type TransitionRequest = z.infer<typeof transitionSchema>

export const commentSchema = z.strictObject({ text: z.string().trim().min(1).max(2_000) })

export const dispatchSchema = z.strictObject({ incidentId: incidentIdSchema, assignee: personId, note })
export const declineSchema = z.strictObject({ reason: words })
export const reportSchema = z.strictObject({ result: z.enum(['handled', 'nothing-found', 'needs-more']), note })
export const tasksQuerySchema = z.strictObject({
  assignee: z.string().max(64).optional(),
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
})
export const taskWithIncidentSchema = z.strictObject({ task: taskSchema, incident: incidentSchema })
export const tasksPageSchema = pageOf(taskWithIncidentSchema)
