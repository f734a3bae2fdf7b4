import * as z from 'zod'
import { decodeCursor, encodeCursor } from '#api/cursor.ts'
import { incidentAt, incidentPathSchema } from '#api/incidents/incident-path.ts'
import { operation } from '#api/operation.ts'
import { presentEntry } from '#api/present.ts'
import { cursorSchema, limitSchema } from '#domain/api/common.ts'
import { timelinePageSchema } from '#domain/api/incident.ts'
import { readTimeline } from '#ledger/incidents.ts'

export const readTimelineOperation = operation({
  id: 'readTimeline',
  method: 'GET',
  path: '/v1/incidents/{id}/timeline',
  tag: 'Incidents',
  summary: 'The case file, oldest entry first. Each entry carries the hash of the one before it, so that a copy can be verified.',
  permission: 'incidents.read',
  params: incidentPathSchema,
  query: z.strictObject({ limit: limitSchema.optional(), cursor: cursorSchema.optional() }),
  answers: { status: 200, schema: timelinePageSchema, description: 'One page' },
  async handle(services, { path, query }) {
    const { incident } = await incidentAt(services, path.id)
    const question = `timeline ${path.id}`
    const after = query.cursor === undefined ? 0 : Number(decodeCursor(question, query.cursor, /^\d{1,8}$/))
    const entries = await readTimeline(services.store, path.id, after, query.limit ?? 100)
    const last = entries.at(-1)?.sequence ?? after
    const items = entries.map((entry) => presentEntry(entry, services.county.offsetMinutes))
    const more = last < incident.timeline.length
    return { status: 200, body: { items, ...(more && { next: encodeCursor(question, String(last)) }) } }
  },
})
