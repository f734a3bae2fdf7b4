import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readsPageSchema, readsQuerySchema } from '#scenarios/epidemic-control/api-schema.ts'
import { readsView, screeningReadRow } from '#scenarios/epidemic-control/row-types.ts'

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
      type: screeningReadRow,
      services,
      question: 'screening reads',
      query,
      view: 'a' as const,
      pk: readsView(0, '').pk,
      newestFirst: true,
    }
    const { values, next } = await listPage(listing, () => true)
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
