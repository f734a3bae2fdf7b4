import { operation } from '#api/operation.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { personPathSchema, purposeQuerySchema, screenedPersonSchema } from '#scenarios/epidemic-control/api-schema.ts'
import type { Decided, Stay } from '#scenarios/epidemic-control/memory/people.ts'
import { permittedLimits, traced, traceOf } from '#scenarios/epidemic-control/operations/permitted.ts'
import { personAt } from '#scenarios/epidemic-control/operations/person-at.ts'
import { presentMatch, presentPlace, presentVerdict } from '#scenarios/epidemic-control/operations/present-person.ts'
import { readLinked } from '#scenarios/epidemic-control/rows.ts'
import { judgeStay, type Match } from '#scenarios/epidemic-control/screening/verdict.ts'

export const readScreeningPerson = operation({
  id: 'readScreeningPerson',
  method: 'GET',
  path: '/v1/screening/persons/{ref}',
  tag: 'Screening',
  summary:
    'One person: the sealed identity, the stays, and the rule, entry and policy each verdict stands on. Needs a purpose and is traced.',
  permission: 'screening.read',
  switchable: true,
  params: personPathSchema,
  query: purposeQuerySchema,
  answers: { status: 200, schema: screenedPersonSchema, description: 'The person' },
  async handle(services, { path, query, principal, requestId }) {
    const limits = permittedLimits(services)
    await traced(services, limits, { principal, requestId, purpose: query.purpose, what: `person ${traceOf(path.ref)}` })
    const { identity, places } = await personAt(services, path.ref)
    const linked = (await readLinked(services.store, identity.linkKeys ?? [], services.clock.now())).filter((ref) => ref !== path.ref)
    const { offsetMinutes } = services.county
    const at = (ms: number) => formatTime(ms, offsetMinutes)
    return {
      status: 200,
      body: {
        ref: path.ref,
        ...(identity.sealed !== undefined && { sealed: identity.sealed }),
        companions: identity.companions,
        linked,
        expiresAt: at(identity.forgetAtMs),
        places: places.map((place) => ({
          ...presentPlace({ ...place, ...place.person }),
          ...presentVerdict(place.person.verdict, offsetMinutes),
          arrivedAt: at(place.person.arrivedMs),
          askAbout: place.person.troubles,
          stays: place.person.stays.map((stay) => presentStay(stay, judgeStay(place.person, stay, place.lists, limits), offsetMinutes)),
          ...(place.person.test && { test: { at: at(place.person.test.atMs), result: place.person.test.result } }),
          ...(place.person.decided && { decided: presentDecided(place.person.decided, at) }),
          ...(place.person.earlier && { earlier: place.person.earlier.map((one) => presentDecided(one, at)) }),
        })),
      },
    }
  },
})

function presentStay({ adcode, community, fromMs, toMs }: Stay, match: Match | undefined, offsetMinutes: number) {
  return {
    adcode,
    ...(community !== undefined && { community }),
    from: formatTime(fromMs, offsetMinutes),
    to: formatTime(toMs, offsetMinutes),
    ...(match && { match: presentMatch(match, offsetMinutes) }),
  }
}

function presentDecided({ colour, by, atMs, reason, appeal, on }: Decided, at: (ms: number) => string) {
  return { colour, by, at: at(atMs), reason, appeal, on }
}
