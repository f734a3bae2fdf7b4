import * as z from 'zod'
import { textSchema, timeSchema } from '#domain/api/common.ts'
import { incidentIdSchema } from '#domain/api/incident.ts'

const count = z.number().int().min(0)
const row = z.strictObject({ name: z.string(), alarms: count, judged: count, right: count, precision: z.number().min(0).max(1).optional() })

/** Default: the last seven days, two officers. */
export const qualityQuerySchema = z.strictObject({
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  officers: z
    .string()
    .regex(/^[1-9]\d?$/, 'how many officers are on duty, 1 to 99')
    .transform(Number)
    .optional(),
})

export const qualitySchema = z.strictObject({
  from: timeSchema,
  to: timeSchema,
  /** False when there were more incidents than one answer can judge: ask for a shorter time. */
  complete: z.boolean(),
  alarms: count,
  notices: count,
  alarmsPerOfficerHour: z.number(),
  byScenario: z.array(row),
  byArea: z.array(row),
  noisiest: z.array(row),
  noisiestSharePct: z.number(),
  stale: z.array(incidentIdSchema),
  chatter: z.array(z.string()),
  falseCauses: z.record(z.string(), count),
  /**
   * Findings of these days that opened no incident, and why: an officer had just ended the case (`dismissed`) or put it on a shelf
   * (`shelved`); or the county had agreed beforehand: `swim-permitted`, `vessel-permitted`, `maintenance` of the device.
   */
  suppressed: z.array(z.strictObject({ scenario: z.string(), device: z.string(), why: z.string(), count })),
})

/** Limits to try, as overrides of the newest version; what is not named stays. */
export const simulationSchema = z.strictObject({ limits: z.record(z.string(), z.unknown()), from: timeSchema, to: timeSchema })

const trialIncident = z.strictObject({ subject: z.string(), level: z.string(), severity: z.string(), title: textSchema, at: timeSchema })

/** Present when nothing is kept any more of the beginning of the time: the figures are of what came in from here on. */
const lacksBefore = timeSchema.optional()

/** What the limits would have changed: "+added −removed", with examples. */
export const simulationResultSchema = z.strictObject({
  messages: count,
  lacksBefore,
  added: count,
  removed: count,
  kept: count,
  changed: count,
  addedBySeverity: z.record(z.string(), count),
  removedBySeverity: z.record(z.string(), count),
  examples: z.strictObject({ added: z.array(trialIncident), removed: z.array(trialIncident) }),
})

/** What is not in the figures of a simulation, and why: records, but for batches that cannot be read, whose records nobody can count. */
export const skipReasons = ['batch-unreadable', 'unknown-kind', 'rejected', 'over-budget'] as const
export const skippedSchema = z.partialRecord(z.enum(skipReasons), count)

/** A simulation as a job: how far it has come through the hours of the archive, and how it ended. Kept for a day. */
export const simulationJobSchema = z.strictObject({
  id: z.string(),
  scenario: z.string(),
  state: z.enum(['running', 'done', 'failed']),
  createdAt: timeSchema,
  hours: z.strictObject({ read: count, of: count }),
  records: count,
  skipped: skippedSchema,
  /** Once it is done. */
  result: simulationResultSchema.optional(),
  /** Once it has failed: what happened and what to do. */
  problem: textSchema.optional(),
})

/** One numeric limit by its path, and the time whose labelled closures are asked. */
export const suggestSchema = z.strictObject({ parameter: z.string().min(1).max(128), from: timeSchema, to: timeSchema })

const trialStep = z.strictObject({ value: z.number(), falseRemoved: count, trueLost: count, added: count })

/** Only closures that the replay brings back are counted; `suggested` is absent when no value is better. */
export const suggestionSchema = z.strictObject({
  parameter: z.string(),
  lacksBefore,
  present: z.number(),
  labelledTrue: count,
  labelledFalse: count,
  steps: z.array(trialStep),
  suggested: trialStep.optional(),
})
