import { keysOf } from '#domain/entries.ts'
import { jaroWinkler } from '#scenarios/epidemic-control/linkage/jaro-winkler.ts'

/** What is known of a person at registration; an empty field is unknown and speaks neither for nor against. */
export type PersonRecord = {
  givenName: string
  surname: string
  birthDate: string
  identityNo: string
  houseNumber: string
  street: string
  place: string
  postcode: string
}

export type Link = { a: number; b: number; agreement: number; automatic: boolean }

/** From here a pair is shown to a person as a possible duplicate. */
export const possibleAgreement = 2.5
/** From here two records are merged without a person: no false merge among the 21,000 records of Febrl 1 to 4. */
export const automaticAgreement = 3

/** What agreement of a field is worth, and what open contradiction takes away. */
const weights: { [Field in keyof PersonRecord]: { agree: number; differ: number } } = {
  identityNo: { agree: 2, differ: -0.5 },
  birthDate: { agree: 1.25, differ: -0.5 },
  givenName: { agree: 1, differ: -0.5 },
  surname: { agree: 1, differ: -0.5 },
  street: { agree: 0.75, differ: -0.25 },
  place: { agree: 0.5, differ: -0.25 },
  postcode: { agree: 0.5, differ: -0.25 },
  houseNumber: { agree: 0.5, differ: -0.25 },
}
/** The fields in their order; asked for with every pair, so named once. */
const weighted = keysOf(weights)

/** Names and words agree when they are this much alike (0.85 is the customary bound), numbers only when they are equal. */
const likeness = 0.85
const written = new Set<keyof PersonRecord>(['givenName', 'surname', 'street', 'place'])

/**
 * Pairs that may be one person. Only records that share at least one blocking key are compared, so a pair that disagrees in
 * every one of them is never found, however alike the rest.
 */
export function findLinks(records: readonly PersonRecord[]): Link[] {
  return candidatePairs(records).flatMap(([a, b]) => {
    const [one, other] = [records[a], records[b]]
    const agreement = one && other ? agreementOf(one, other) : 0
    if (!one || !other || agreement < possibleAgreement) return []
    return [{ a, b, agreement, automatic: agreement >= automaticAgreement && !mayBeTwins(one, other) }]
  })
}

/** Twins share all but number and given name: without one of these two nobody is merged unseen. */
function mayBeTwins(one: PersonRecord, other: PersonRecord): boolean {
  return !(['identityNo', 'givenName'] as const).some((field) => one[field] !== '' && other[field] !== '' && agrees(field, one, other))
}

/** Sum of the fields' weights. */
export function agreementOf(one: PersonRecord, other: PersonRecord): number {
  let sum = 0
  for (const field of weighted) {
    const { agree, differ } = weights[field]
    if (one[field] === '' || other[field] === '') continue
    sum += agrees(field, one, other) ? agree : differ
  }
  return sum
}

/** Given name and surname are often entered in each other's place. */
function agrees(field: keyof PersonRecord, one: PersonRecord, other: PersonRecord): boolean {
  if (!written.has(field)) return one[field] === other[field]
  if (jaroWinkler(one[field], other[field]) >= likeness) return true
  if (field === 'givenName') return jaroWinkler(one.givenName, other.surname) >= likeness
  return field === 'surname' && jaroWinkler(one.surname, other.givenName) >= likeness
}

/** Every pair that shares a blocking key, once. */
export function candidatePairs(records: readonly PersonRecord[]): [number, number][] {
  const blocks = new Map<string, number[]>()
  records.forEach((record, at) => {
    for (const key of blockingKeys(record)) blocks.set(key, [...(blocks.get(key) ?? []), at])
  })
  const pairs = new Map<string, [number, number]>()
  for (const members of blocks.values())
    members.forEach((a, at) => {
      for (const b of members.slice(at + 1)) pairs.set(`${a}-${b}`, [a, b])
    })
  return [...pairs.values()]
}

function blockingKeys({ identityNo, birthDate, givenName, surname, postcode, houseNumber, street }: PersonRecord): string[] {
  const name = [givenName, surname].sort().join(' ')
  const parts: Record<string, string[]> = {
    identity: [identityNo],
    born: [birthDate],
    name: [name.includes(' ') && givenName && surname ? name : ''],
    family: [surname, postcode],
    home: [houseNumber, street],
  }
  return Object.entries(parts).flatMap(([key, values]) => (values.every(Boolean) ? [`${key}:${values.join('|')}`] : []))
}
