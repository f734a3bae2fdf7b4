import { decodeCursor, encodeCursor } from '#api/cursor.ts'
import { operation } from '#api/operation.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { queuePageSchema, queueQuerySchema } from '#scenarios/epidemic-control/api-schema.ts'
import { permittedLimits, traced } from '#scenarios/epidemic-control/operations/permitted.ts'
import { presentPlace, presentVerdict } from '#scenarios/epidemic-control/operations/present-person.ts'
import { queuePage } from '#scenarios/epidemic-control/operations/queue-page.ts'
import { manualMinutes } from '#scenarios/epidemic-control/screening/tally.ts'

const defaultLimit = 50

export const readScreeningQueue = operation({
  id: 'readScreeningQueue',
  method: 'GET',
  path: '/v1/screening/queue',
  tag: 'Screening',
  summary: 'Who has still to be looked at by a person, the most urgent first. Needs a purpose of the authorisation and is traced.',
  permission: 'screening.read',
  switchable: true,
  query: queueQuerySchema,
  answers: { status: 200, schema: queuePageSchema, description: 'One page' },
  async handle(services, { query, principal, requestId }) {
    const { purpose, colour, cursor, limit = defaultLimit } = query
    const limits = permittedLimits(services)
    const question = `screening queue ${colour ?? ''}`
    const after = cursor === undefined ? '' : decodeCursor(question, cursor)
    await traced(services, limits, { principal, requestId, purpose, what: 'queue' })
    const { entries, last } = await queuePage(services, { after, limit, colour })
    const { offsetMinutes } = services.county
    const items = entries.map((lines) => {
      const [{ verdict }] = lines as [(typeof lines)[number]]
      return {
        refs: [...new Set(lines.map(({ ref }) => ref))],
        places: lines.map(presentPlace),
        ...presentVerdict(verdict, offsetMinutes),
        arrivedAt: formatTime(Math.min(...lines.map(({ arrivedMs }) => arrivedMs)), offsetMinutes),
        askAbout: [...new Set(lines.flatMap(({ troubles }) => troubles))],
        minutes: manualMinutes(verdict.colour, limits.screening),
      }
    })
    return { status: 200, body: { items, ...(last !== undefined && { next: encodeCursor(question, last) }) } }
  },
})
