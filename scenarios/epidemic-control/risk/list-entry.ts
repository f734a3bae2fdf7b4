import { type Gazetteer, resolve } from '#scenarios/epidemic-control/risk/gazetteer.ts'
import { readPlace } from '#scenarios/epidemic-control/risk/place-text.ts'
import type { RawEntry, RiskLevel } from '#scenarios/epidemic-control/risk/snapshot.ts'

/** An entry with its code. Trailing zeros of the scope are unknown: `420100` is somewhere in that prefecture. */
export type ListEntry = { level: RiskLevel; scope: string; text: string }

/** Every entry becomes one of these; `human` says why only a person can tell who is meant. */
export type PlacedEntry = ListEntry & { human?: string }

export function placeEntry(gazetteer: Gazetteer, { level, province, city, county, text }: RawEntry): PlacedEntry {
  const { scope, township } = resolve(gazetteer, province, city, county)
  const entry: ListEntry = { level, scope, text: text.startsWith(township) ? text : `${township}${text}` }
  const human = isWide(scope, gazetteer) ? 'county-unknown' : readPlace(entry.text).human
  return { ...entry, ...(human && { human }) }
}

/** Whether counties lie below the scope, so that the county is not known. */
function isWide(scope: string, { names }: Gazetteer): boolean {
  if (!scope.endsWith('00')) return false
  const above = scope.replace(/(00)+$/, '')
  return above === '' || [...names.keys()].some((code) => code !== scope && code.startsWith(above))
}
