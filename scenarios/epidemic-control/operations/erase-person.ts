import { operation } from '#api/operation.ts'
import { personPathSchema, purposeQuerySchema, screeningErasedSchema } from '#scenarios/epidemic-control/api-schema.ts'
import { tell } from '#scenarios/epidemic-control/operations/decide-person.ts'
import { screeningLimits, traced, traceOf } from '#scenarios/epidemic-control/operations/permitted.ts'
import { personAt } from '#scenarios/epidemic-control/operations/person-at.ts'
import { cellKey, identityKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'

export const eraseScreeningPerson = operation({
  id: 'eraseScreeningPerson',
  method: 'DELETE',
  path: '/v1/screening/persons/{ref}',
  tag: 'Screening',
  summary:
    'Deletes what is remembered of somebody, on appeal or request, also when the authorisation has ended. The trace does not say who.',
  permission: 'screening.decide',
  params: personPathSchema,
  query: purposeQuerySchema,
  answers: { status: 200, schema: screeningErasedSchema, description: 'How many memories were changed' },
  async handle(services, { path: { ref }, query: { purpose }, principal, requestId }) {
    const limits = screeningLimits(services)
    await traced(services, limits, { principal, requestId, purpose, what: `deletion of ${traceOf(ref)}` })
    const { identity, places } = await personAt(services, ref)
    // Who they are goes last: until then a deletion that broke off can be found and repeated.
    const names = [...new Set([...places.map(({ key }) => key), ...identity.cells.map(cellKey), identityKey(ref)])]
    for (const key of names) await tell(services, key, 'screening-erasure', { ref }, `erasure-${requestId}`)
    return { status: 200, body: { erased: true, memories: names.length } }
  },
})
