import { queuePageSchema, queueQuerySchema } from '#domain/api/screening.ts'
import { isEnded } from '#domain/incident/incident.ts'
import { decodeCursor, encodeCursor } from '#lambdas/api/cursor.ts'
import { operation } from '#lambdas/api/operation.ts'
import { permittedLimits, traced } from '#lambdas/api/screening/permitted.ts'
import { presentPlace, presentVerdict } from '#lambdas/api/screening/present-person.ts'
import type { ApiServices } from '#lambdas/api/services.ts'
import { readIncidents } from '#lambdas/ledger/incidents.ts'
import { padded } from '#lambdas/ledger/keys.ts'
import { readScreened, type ScreenedPerson } from '#lambdas/ledger/screening.ts'
import { samePerson } from '#lambdas/scenarios/epidemic-control/linkage/same-person.ts'
import { manualMinutes } from '#lambdas/scenarios/epidemic-control/screening/tally.ts'

const defaultLimit = 50
const question = 'screening queue'

export const readScreeningQueue = operation({
  id: 'readScreeningQueue',
  method: 'GET',
  path: '/v1/screening/queue',
  tag: 'Screening',
  summary: 'Who has still to be looked at by a person, the most urgent first. Needs a purpose of the authorisation and is traced.',
  permission: 'screening.read',
  query: queueQuerySchema,
  answers: { status: 200, schema: queuePageSchema, description: 'One page' },
  async handle(services, { query, principal, requestId }) {
    const limits = permittedLimits(services)
    const after = query.cursor === undefined ? '' : decodeCursor(question, query.cursor)
    await traced(services, limits, { principal, requestId, purpose: query.purpose, what: 'queue' })
    const entries = samePerson(await openPeople(services)).map((group) => {
      const places = [...group].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      return { place: placeOf(places[0] as Waiting), places }
    })
    const ordered = entries.filter(({ place }) => place > after).sort((a, b) => (a.place < b.place ? -1 : 1))
    const page = ordered.slice(0, query.limit ?? defaultLimit)
    const items = page.map(({ places }) => {
      const [worst] = places as [Waiting]
      const { verdict } = worst.person
      return {
        refs: [...new Set(places.map(({ ref }) => ref))],
        places: places.map(presentPlace),
        ...presentVerdict(verdict, services.county.offsetMinutes),
        askAbout: [...new Set(places.flatMap(({ person }) => person.troubles))],
        minutes: manualMinutes(verdict.colour, limits.screening),
      }
    })
    const last = ordered.length > page.length ? page.at(-1)?.place : undefined
    return { status: 200, body: { items, ...(last && { next: encodeCursor(question, last) }) } }
  },
})

type Waiting = ScreenedPerson & { linkKeys?: string[] }

/** Not green, not decided by a person, and no officer has ended the incident. */
async function openPeople({ store, clock }: ApiServices): Promise<Waiting[]> {
  const all = await readScreened(store, clock.now())
  const waiting = all.filter(({ person: { verdict } }) => verdict.colour !== 'green' && verdict.rule !== 'person-decided')
  const incidents = await readIncidents(
    store,
    waiting.flatMap(({ incidentId }) => incidentId ?? []),
  )
  return waiting
    .filter(({ incidentId }) => {
      const stored = incidentId ? incidents.get(incidentId) : undefined
      return !stored || !isEnded(stored.incident)
    })
    .map((one) => ({ ...one, ...(one.person.linkKeys && { linkKeys: one.person.linkKeys }) }))
}

/** Red before amber, then by score; the reference makes the order total. */
function placeOf({ ref, prefecture, person: { verdict } }: Waiting): string {
  return `${verdict.colour === 'red' ? 0 : 1}|${padded(100 - verdict.score, 3)}|${ref}|${prefecture}`
}
