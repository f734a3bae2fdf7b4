import { operation } from '#api/operation.ts'
import type { ApiServices } from '#api/services.ts'
import { sha256 } from '#domain/digest.ts'
import { advanceKey } from '#pipeline/detection/advance-key.ts'
import { personPathSchema, screeningDecidedSchema, screeningDecisionSchema } from '#scenarios/epidemic-control/api-schema.ts'
import type { Identity } from '#scenarios/epidemic-control/memory/people.ts'
import { permittedLimits, traced, traceOf } from '#scenarios/epidemic-control/operations/permitted.ts'
import { personAt } from '#scenarios/epidemic-control/operations/person-at.ts'
import { readPresence, readScreenedPerson } from '#scenarios/epidemic-control/rows.ts'
import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import { findCompanions } from '#scenarios/epidemic-control/screening/companions.ts'
import { type DeskBodies, deskMessage } from '#scenarios/epidemic-control/screening/desk-message.ts'
import { cellKey } from '#scenarios/epidemic-control/screening/memory-keys.ts'

export const decideScreeningPerson = operation({
  id: 'decideScreeningPerson',
  method: 'POST',
  path: '/v1/screening/persons/{ref}/decision',
  tag: 'Screening',
  summary:
    'A person decides the colour, with a reason. The same match never undoes it; a red one is confirmed, and companions are asked about.',
  permission: 'screening.decide',
  params: personPathSchema,
  body: screeningDecisionSchema,
  idempotent: true,
  answers: { status: 200, schema: screeningDecidedSchema, description: 'Where it took effect' },
  async handle(services, { path: { ref }, body: { purpose, colour, reason, appeal }, principal, requestId }) {
    const limits = permittedLimits(services)
    const what = `decision ${colour} on ${traceOf(ref)}${appeal ? ' on appeal' : ''}`
    await traced(services, limits, { principal, requestId, purpose, what })
    const { identity, places } = await personAt(services, ref)
    const decision = { ref, colour, by: principal.id, reason, appeal }
    for (const { key } of places) await tell(services, key, 'screening-decision', decision, `decision-${sha256(requestId).slice(0, 12)}`)
    const companions = colour === 'red' ? await raiseCompanions(services, ref, identity) : { raised: 0, unknown: 0 }
    return { status: 200, body: { ref, colour, prefectures: places.map(({ prefecture }) => prefecture), companions } }
  },
})

/** One step of the detector on one memory: the same atomic commit as a message's, so that the two cannot race. */
export async function tell<Name extends keyof DeskBodies>(
  services: ApiServices,
  key: string,
  kind: Name,
  body: DeskBodies[Name],
  id: string,
) {
  const message = deskMessage(kind, body, { atMs: services.clock.now(), id, key })
  await advanceKey(services, epidemicControl, key, [message])
}

/** Those they said they came with, and those who shared a cell for long enough. If it breaks off half-way, deciding again completes it. */
async function raiseCompanions(services: ApiServices, ref: string, { companions, cells }: Identity) {
  const sightings = await readPresence(services.store, [...new Set(cells.map(cellKey))])
  const near = findCompanions(sightings.filter(({ cell }) => cells.includes(cell))).flatMap(({ a, b }) =>
    a === ref ? [b] : b === ref ? [a] : [],
  )
  const together = new Map<string, 'declared' | 'cell'>([
    ...near.map((one): [string, 'cell'] => [one, 'cell']),
    ...companions.map((one): [string, 'declared'] => [one, 'declared']),
  ])
  let raised = 0
  for (const [other, how] of together) {
    const found = await readScreenedPerson(services.store, other, services.clock.now())
    if (found) raised++
    for (const { key } of found?.places ?? [])
      await tell(services, key, 'screening-companion', { ref: other, together: how }, `with-${ref}`.slice(0, 24))
  }
  return { raised, unknown: together.size - raised }
}
