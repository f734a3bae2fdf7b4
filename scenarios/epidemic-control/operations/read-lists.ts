import { operation } from '#api/operation.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { screeningListsSchema } from '#scenarios/epidemic-control/api-schema.ts'
import { screeningLimits } from '#scenarios/epidemic-control/operations/permitted.ts'
import { listInForce } from '#scenarios/epidemic-control/risk/list-history.ts'
import { readImports, readLists } from '#scenarios/epidemic-control/rows.ts'

const importsShown = 20

export const readScreeningLists = operation({
  id: 'readScreeningLists',
  method: 'GET',
  path: '/v1/screening/lists',
  tag: 'Screening',
  summary: 'Which list is in force in each prefecture in which somebody was screened, and what was brought in, newest first.',
  permission: 'screening.tallies',
  switchable: true,
  answers: { status: 200, schema: screeningListsSchema, description: 'Lists, not people' },
  async handle(services) {
    screeningLimits(services)
    const at = (ms: number) => formatTime(ms, services.county.offsetMinutes)
    const [imports, prefectures] = await Promise.all([readImports(services.store, importsShown), readLists(services.store)])
    return {
      status: 200,
      body: {
        imports: imports.map(({ listTimeMs, hash, by, importedAtMs, sentAtMs, messages, counts }) => ({
          listTime: at(listTimeMs),
          hash,
          by,
          importedAt: at(importedAtMs),
          ...(sentAtMs !== undefined && { sentAt: at(sentAtMs) }),
          messages,
          counts,
        })),
        inForce: prefectures.map(({ prefecture, lists }) => {
          const { listTimeMs, hash, waiting, ...counts } = listInForce(lists)
          return {
            prefecture,
            ...(listTimeMs !== undefined && { listTime: at(listTimeMs), hash }),
            ...counts,
            ...(waiting && { waiting: { listTime: at(waiting.listTimeMs), parts: waiting.parts } }),
          }
        }),
      },
    }
  },
})
