import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { views } from '#ledger/keys.ts'
import { readsPageSchema, readsQuerySchema } from '#scenarios/epidemic-control/api-schema.ts'
import type { ScreeningRead } from '#scenarios/epidemic-control/rows.ts'

export const listScreeningReads = operation({
  id: 'listScreeningReads',
  method: 'GET',
  path: '/v1/screening/reads',
  tag: 'Screening',
  summary: 'Who looked at people’s data or changed it, when, for what and what, newest first. For the auditor alone; kept for three years.',
  permission: 'screening.audit',
  query: readsQuerySchema,
  answers: { status: 200, schema: readsPageSchema, description: 'One page' },
  async handle(services, { query }) {
    const listing = {
      services,
      question: 'screening reads',
      query,
      view: 'a' as const,
      pk: views.screeningReads(0, '').pk,
      newestFirst: true,
    }
    const { values, next } = await listPage<ScreeningRead>(listing, () => true)
    const items = values.map(({ id, by, atMs, purpose, what }) => ({
      id,
      by,
      at: formatTime(atMs, services.county.offsetMinutes),
      purpose,
      what,
    }))
    return { status: 200, body: { items, ...(next && { next }) } }
  },
})
