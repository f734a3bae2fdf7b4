import * as z from 'zod'
import { type Incident, statuses, type Task } from '#domain/incident/incident.ts'
import { falseCauses, labels } from '#domain/incident/label.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import { textSchema } from '#domain/text.ts'
import { defineRow } from '#ledger/row-type.ts'
import { actorSchema, certaintySchema, positionSchema, reasonSchema, severitySchema, urgencySchema } from '#ledger/rows/finding-schemas.ts'

const taskSchema: z.ZodType<Task> = z.strictObject({
  id: z.string(),
  assignee: z.string(),
  assignedBy: z.string(),
  assignedAtMs: z.number(),
  state: z.enum(['offered', 'accepted', 'arrived', 'reported']),
  acceptedAtMs: z.number().optional(),
  arrivedAtMs: z.number().optional(),
  report: z.strictObject({ result: z.string(), note: z.string().optional(), atMs: z.number() }).optional(),
})

const conditionSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('present') }),
  z.strictObject({ state: z.literal('over'), outcome: z.enum(['dissuaded', 'recovered', 'passed']), atMs: z.number() }),
])

const incidentSchema: z.ZodType<Incident> = z.strictObject({
  id: z.string(),
  county: z.string(),
  scenario: z.string(),
  subject: z.string(),
  areaId: z.string().optional(),
  position: positionSchema.optional(),
  title: textSchema,
  level: z.string(),
  severity: severitySchema,
  urgency: urgencySchema,
  certainty: certaintySchema,
  reason: reasonSchema,
  sources: z.array(z.string()),
  evidenceCount: z.number(),
  episodeStartedAtMs: z.number(),
  lastObservedAtMs: z.number(),
  openedAtMs: z.number(),
  updatedAtMs: z.number(),
  condition: conditionSchema,
  status: z.enum(statuses),
  acknowledged: z.strictObject({ by: z.string(), atMs: z.number() }).optional(),
  acknowledgeByMs: z.number().optional(),
  unheardAtMs: z.number().optional(),
  task: taskSchema.optional(),
  handledBy: z.array(z.string()),
  reworkCount: z.number(),
  deferred: z.strictObject({ untilMs: z.number(), reason: z.string() }).optional(),
  extendedUntilMs: z.number().optional(),
  supervisedBy: z.string().optional(),
  agency: z.string().optional(),
  ended: z
    .strictObject({
      reason: z.string(),
      atMs: z.number(),
      by: z.string(),
      label: z.enum(labels).optional(),
      cause: z.enum(falseCauses).optional(),
    })
    .optional(),
  mergedInto: z.string().optional(),
  evaluation: z.strictObject({ score: z.number(), by: z.string(), atMs: z.number() }).optional(),
  revision: z.number(),
  timeline: z.strictObject({ length: z.number(), hash: z.string() }),
})

const timelineEntrySchema: z.ZodType<TimelineEntry> = z.strictObject({
  incidentId: z.string(),
  sequence: z.number(),
  atMs: z.number(),
  actor: actorSchema,
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
})

const taskPointerSchema = z.strictObject({ id: z.string(), incidentId: z.string(), assignee: z.string(), assignedAtMs: z.number() })
/** Where a task is found: the task itself stands in its incident. */
export type TaskPointer = z.infer<typeof taskPointerSchema>

export const incidentRow = defineRow({ name: 'incident', version: 1, schema: incidentSchema })
export const timelineRow = defineRow({ name: 'timeline entry', version: 1, schema: timelineEntrySchema })
export const taskRow = defineRow({ name: 'task pointer', version: 1, schema: taskPointerSchema })
