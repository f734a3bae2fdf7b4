import * as z from 'zod'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import { statuses } from '#domain/incident/incident.ts'
import { defineRow } from '#ledger/row-type.ts'
import { severitySchema } from '#ledger/rows/finding-schemas.ts'

const incidentEventSchema = z.strictObject({
  type: z.enum([
    'cn.county-sense.incident.created.v1',
    'cn.county-sense.incident.updated.v1',
    'cn.county-sense.incident.escalated.v1',
    'cn.county-sense.incident.closed.v1',
  ]),
  id: z.string(),
  subject: z.string(),
  atMs: z.number(),
  data: z.strictObject({
    incidentId: z.string(),
    scenario: z.string(),
    status: z.enum(statuses),
    severity: severitySchema,
    level: z.string(),
    areaId: z.string().optional(),
    revision: z.number(),
    action: z.string(),
  }),
})
/** What is published of an incident: thin, without personal data (CloudEvents `data`). */
export type IncidentEvent = z.infer<typeof incidentEventSchema>

const decisionEventSchema = z.strictObject({
  type: z.enum(['cn.county-sense.limits.changed.v1', 'cn.county-sense.shelf.put.v1', 'cn.county-sense.shelf.ended.v1']),
  id: z.string(),
  subject: z.string(),
  atMs: z.number(),
  data: z.union([
    z.strictObject({ scenario: z.string(), version: z.number(), effectiveFromMs: z.number() }),
    z.strictObject({ scenario: z.string(), shelf: z.string(), untilMs: z.number() }),
  ]),
})
/** What is published of a decision of the duty that is no incident: which one, not what it says. */
export type DecisionEvent = z.infer<typeof decisionEventSchema>

/** What somebody did to a device's registration or its credentials. */
export const deviceActions = ['registered', 'corrected', 'revoked', 'retired', 'enabled', 'rotated', 'rotation-completed'] as const
export type DeviceAction = (typeof deviceActions)[number]

const deviceEventSchema = z.strictObject({
  type: z.enum([
    'cn.county-sense.device.registered.v1',
    'cn.county-sense.device.corrected.v1',
    'cn.county-sense.device.revoked.v1',
    'cn.county-sense.device.retired.v1',
    'cn.county-sense.device.enabled.v1',
    'cn.county-sense.device.rotated.v1',
    'cn.county-sense.device.rotation-completed.v1',
  ]),
  id: z.string(),
  subject: z.string(),
  atMs: z.number(),
  data: z.strictObject({ device: z.string(), revision: z.number() }),
})
/** What is published of a change of the register: which one; its author and reason stand in the register's own history. */
export type DeviceEvent = z.infer<typeof deviceEventSchema>

export type CountyEvent = IncidentEvent | DecisionEvent | DeviceEvent
const sequence = { sequence: z.number() }
const feedEventSchema = z.union([
  incidentEventSchema.extend(sequence),
  decisionEventSchema.extend(sequence),
  deviceEventSchema.extend(sequence),
])
/** One event of the feed. Sequences start at 1 and have no gaps, so a reader can prove that nothing is missing. */
export type FeedEvent = CountyEvent & { sequence: number }

const commandSchema: z.ZodType<DeviceCommand> = z.strictObject({
  id: z.string(),
  device: z.string(),
  name: z.string(),
  parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  notAfterMs: z.number(),
})

const outboxSchema = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('feed'), event: z.union([incidentEventSchema, decisionEventSchema, deviceEventSchema]) }),
  z.strictObject({ channel: z.literal('command'), command: commandSchema }),
  /** Releases up to 0.2.0 started short timers here; what one of them left is still started. */
  z.strictObject({ channel: z.literal('timer'), dueAtMs: z.number(), deadlineId: z.string() }),
])
/** A row that the relay turns into something outside the ledger, once. */
export type OutboxEntry = z.infer<typeof outboxSchema>

const deadlineSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('wake'), scenario: z.string(), key: z.string(), name: z.string(), dueAtMs: z.number() }),
  /** `revision` is the incident's when the time began, so that two beginnings in one millisecond are two rows. */
  z.strictObject({ type: z.literal('acknowledge'), incidentId: z.string(), revision: z.number(), dueAtMs: z.number() }),
])
/** Something that has to be looked at when a moment has come, even if no message ever arrives. */
export type Deadline = z.infer<typeof deadlineSchema>

/** Devices' events came with version 2; everything else is written as it was by version 1. */
const versionOfEvent = ({ type }: { type: string }) => (type.startsWith('cn.county-sense.device.') ? 2 : 1)
const upcast = { 1: (older: object) => older }

export const outboxRow = defineRow<OutboxEntry>({
  name: 'outbox entry',
  version: 2,
  schema: outboxSchema,
  writtenAs: (entry) => (entry.channel === 'feed' ? versionOfEvent(entry.event) : 1),
  upcast,
  trusted: true,
})
export const deadlineRow = defineRow({ name: 'deadline', version: 1, schema: deadlineSchema, trusted: true })
export const feedEventRow = defineRow<FeedEvent>({
  name: 'feed event',
  version: 2,
  schema: feedEventSchema,
  writtenAs: versionOfEvent,
  upcast,
})
export const feedHeadRow = defineRow({ name: 'head of the feed', version: 1, schema: z.strictObject({ sequence: z.number() }) })
export const sweepRow = defineRow({ name: 'checkpoint of the sweep', version: 1, schema: z.strictObject({ sweptThroughMs: z.number() }) })
