import * as z from 'zod'
import type { BodyOf } from '#domain/observation/kind.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { findLinks, type PersonRecord } from '#scenarios/epidemic-control/linkage/link.ts'
import { cellRef, nameRef, personRef, phoneRef } from '#scenarios/epidemic-control/linkage/person-ref.ts'
import { cellMetres, cellOf } from '#scenarios/epidemic-control/screening/grid.ts'

const moment = z.iso.datetime({ offset: true })
const words = z.string().max(120).default('')

/** One line of a checkpoint's register, with names in clear. It stays on the checkpoint's machine. */
export const declarationSchema = z.strictObject({
  arrivalId: z.string(),
  checkpoint: z.string(),
  at: moment,
  surname: words,
  givenName: words,
  birthDate: words,
  identityNo: words,
  phone: words,
  houseNumber: words,
  street: words,
  place: words,
  postcode: words,
  companionIdentityNos: z.array(z.string()).max(10).default([]),
  /** Where the county's own counters saw them, if they agreed to be asked about it. */
  positions: z
    .array(z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), from: moment, to: moment }))
    .max(40)
    .default([]),
  origin: z.unknown(),
  stays: z.array(z.unknown()),
  transport: z.string(),
  test: z.unknown().optional(),
  consent: z.unknown(),
})
export type Declaration = z.infer<typeof declarationSchema>

/** What only the checkpoint has: the county's key, the latitude of its grid, and how an identity is sealed. */
export type CheckpointKeys = { countyKey: Uint8Array; referenceLat: number; seal: (identity: string) => string }

export type Prepared = {
  /** What may leave the checkpoint, by place in the register. */
  messages: { line: number; ts: string; body: BodyOf<typeof arrival> }[]
  /** Lines that may be one person: somebody has to ask. */
  possible: [line: number, line: number][]
  /** Lines that cannot be sent, each with what is missing. */
  refused: { line: number; why: string }[]
}

/**
 * A register as messages without names: links are found here, where the names are, and whoever is surely the same gets one
 * reference. Lines count from 1.
 */
export function prepared(register: readonly Declaration[], keys: CheckpointKeys): Prepared {
  const links = findLinks(register.map(recordOf))
  const refs = referencesOf(
    register,
    links.filter(({ automatic }) => automatic),
    keys,
  )
  const result: Prepared = { messages: [], possible: [], refused: [] }
  for (const { a, b } of links.filter((link) => !link.automatic && refs[link.a] !== refs[link.b])) result.possible.push([a + 1, b + 1])
  for (const [at, declaration] of register.entries()) {
    const ref = refs[at]
    const line = at + 1
    const checked = ref === undefined ? undefined : arrival.body.safeParse(bodyOf(declaration, ref, keys))
    if (!checked) result.refused.push({ line, why: 'neither a valid identity number nor telephone and birth date' })
    // The field's name is told, never what stands in it.
    else if (!checked.success) result.refused.push({ line, why: checked.error.issues.map(({ path }) => path.join('.')).join(', ') })
    else result.messages.push({ line, ts: declaration.at, body: checked.data })
  }
  return result
}

/** The reference of each line; lines that are surely one person share that of the first that has one, identity numbers first. */
function referencesOf(register: readonly Declaration[], links: { a: number; b: number }[], { countyKey }: CheckpointKeys) {
  const leader = register.map((_, at) => at)
  const rootOf = (at: number): number => (leader[at] === at ? at : rootOf(leader[at] as number))
  for (const { a, b } of links) leader[Math.max(rootOf(a), rootOf(b))] = Math.min(rootOf(a), rootOf(b))
  const byNumber = register.map(({ identityNo }) => personRef(countyKey, identityNo))
  const byPhone = register.map(({ phone, birthDate }) => phoneRef(countyKey, phone, birthDate))
  return register.map((_, at) => {
    const group = register.flatMap((_one, other) => (rootOf(other) === rootOf(at) ? [other] : []))
    const pick = (refs: (string | undefined)[]) => group.map((other) => refs[other]).find((ref) => ref !== undefined)
    return byNumber[at] ?? pick(byNumber) ?? pick(byPhone)
  })
}

/** Checked by the kind's schema before it is used: places and times stand in the register as in the message. */
function bodyOf(declaration: Declaration, ref: string, { countyKey, referenceLat, seal }: CheckpointKeys) {
  const { arrivalId, checkpoint, surname, givenName, birthDate, identityNo, phone, origin, stays, transport, test, consent } = declaration
  const links = [phoneRef(countyKey, phone, birthDate), nameRef(countyKey, surname, givenName, birthDate)]
  return {
    arrivalId,
    checkpoint,
    personRef: ref,
    sealed: seal(JSON.stringify({ surname, givenName, identityNo, phone })),
    origin,
    stays,
    transport,
    ...(test !== undefined && { test }),
    companions: declaration.companionIdentityNos.flatMap((number) => personRef(countyKey, number) ?? []),
    linkKeys: links.filter((link) => link !== undefined),
    presence: declaration.positions.map(({ lat, lon, from, to }) => ({
      cell: cellRef(countyKey, cellOf({ lat, lon }, { cellMetres, referenceLat })),
      from,
      to,
    })),
    consent,
  }
}

function recordOf({ givenName, surname, birthDate, identityNo, houseNumber, street, place, postcode }: Declaration): PersonRecord {
  return { givenName, surname, birthDate, identityNo, houseNumber, street, place, postcode }
}
