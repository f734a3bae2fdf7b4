import { operation } from '#api/operation.ts'
import { eventsPageSchema, eventsQuerySchema } from '#domain/api/county.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readFeed, readFeedHead } from '#ledger/feed.ts'

export const readEvents = operation({
  id: 'readEvents',
  method: 'GET',
  path: '/v1/events',
  tag: 'Events',
  summary: 'CloudEvents after a sequence, oldest first. Sequences have no gaps; events are kept for at least seven days.',
  permission: 'events.read',
  query: eventsQuerySchema,
  answers: { status: 200, schema: eventsPageSchema, description: 'Events, and the sequence of the newest one there is' },
  async handle(services, { query }) {
    const { county, store } = services
    const events = await readFeed(store, query.after ?? 0, Math.min(query.limit ?? 100, 500))
    const { sequence: latest } = await readFeedHead(store)
    const items = events.map(({ id, type, subject, atMs, data, sequence }) => ({
      specversion: '1.0' as const,
      id,
      source: `/counties/${county.id}`,
      type,
      subject,
      time: formatTime(atMs, county.offsetMinutes),
      sequence: String(sequence),
      datacontenttype: 'application/json' as const,
      data: { ...data },
    }))
    return { status: 200, body: { items, latest } }
  },
})
