import { candidatePairs, findLinks, type PersonRecord } from '#scenarios/epidemic-control/linkage/link.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atLeast, type EvaluationRow } from '#scripts/evaluate/row.ts'

const columns = ['rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'suburb', 'postcode', 'date_of_birth', 'soc_sec_id']

type Row = Record<string, string>

/** Every table below `linkage` with Febrl's columns: `rec-<person>-…` says who is who. */
export function evaluateLinkage(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'linkage').flatMap(({ name, text }) => {
    const rows = tableOf(text(), columns)
    return rows && hasDuplicates(rows) ? judge(name, rows) : []
  })
}

/** One half of a pair of tables that are to be linked with each other has none, and nothing to find. */
function hasDuplicates(rows: Row[]): boolean {
  return duplicatePairs(rows.map(personOf)) > 0
}

function personOf({ rec_id = '' }: Row): string {
  return rec_id.split('-')[1] ?? ''
}

function judge(name: string, rows: Row[]): EvaluationRow[] {
  const persons = rows.map(personOf)
  const isOne = (a: number, b: number) => persons[a] === persons[b]
  const records = rows.map(recordOf)
  const links = findLinks(records)
  const truths = duplicatePairs(persons)
  const hits = links.filter(({ a, b }) => isOne(a, b)).length
  const automatic = links.filter(({ automatic }) => automatic)
  const merges = automatic.filter(({ a, b }) => isOne(a, b)).length
  const candidates = candidatePairs(records)
  const reachable = candidates.filter(([a, b]) => isOne(a, b)).length
  const all = (rows.length * (rows.length - 1)) / 2
  const sameNumber = identityOnly(records, isOne)
  return [
    atLeast(name, 'duplicates F1', share((2 * hits) / (links.length + truths)), 0.99, truths, {
      baselines: `identity number alone ${share((2 * sameNumber.hits) / (sameNumber.links + truths))}`,
      note: `blocking compares ${candidates.length} of ${all} pairs and reaches ${reachable} of ${truths} duplicates`,
    }),
    atLeast(name, 'precision of automatic merges', share(automatic.length === 0 ? 0 : merges / automatic.length), 0.999, automatic.length, {
      note: `${share(merges / truths)} of the duplicates are merged without a person`,
    }),
  ]
}

function recordOf(row: Row): PersonRecord {
  return {
    givenName: row.given_name ?? '',
    surname: row.surname ?? '',
    birthDate: row.date_of_birth ?? '',
    identityNo: row.soc_sec_id ?? '',
    houseNumber: row.street_number ?? '',
    street: row.address_1 ?? '',
    place: row.suburb ?? '',
    postcode: row.postcode ?? '',
  }
}

function duplicatePairs(persons: string[]): number {
  const sizes = new Map<string, number>()
  for (const person of persons) sizes.set(person, (sizes.get(person) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function identityOnly(records: PersonRecord[], isOne: (a: number, b: number) => boolean) {
  const pairs = candidatePairs(records).filter(([a, b]) => records[a]?.identityNo === records[b]?.identityNo)
  return { links: pairs.length, hits: pairs.filter(([a, b]) => isOne(a, b)).length }
}

function share(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
