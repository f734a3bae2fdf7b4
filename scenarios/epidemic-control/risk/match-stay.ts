import type { StayRule } from '#scenarios/epidemic-control/memory/people.ts'
import type { ListEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import { matchPlace, type PlaceMatch } from '#scenarios/epidemic-control/risk/match-place.ts'
import { readPlace } from '#scenarios/epidemic-control/risk/place-text.ts'
import type { RiskLevel } from '#scenarios/epidemic-control/risk/snapshot.ts'

/** What each rule is worth in the work queue before its age is reckoned, and whether it is red. */
export const stayRules: Record<StayRule, { colour: 'red' | 'amber'; base: number }> = {
  'high-community': { colour: 'red', base: 100 },
  'high-unclear': { colour: 'amber', base: 80 },
  'high-county': { colour: 'amber', base: 60 },
  'middle-community': { colour: 'amber', base: 50 },
  'middle-county': { colour: 'amber', base: 40 },
  'low-county': { colour: 'amber', base: 20 },
}

/** The rule of one entry for a stay, or none when they lie in different counties. */
export function matchStay(
  entry: ListEntry,
  adcode: string,
  community: string | undefined,
  aliases: Readonly<Record<string, string>> = {},
): StayRule | undefined {
  if (entry.scope !== adcode) return wideRule(entry, adcode, community, aliases)
  if (entry.level === 'low') return 'low-county'
  return communityRule(entry.level, matchPlace(entry.text, community, aliases), entry.text)
}

function communityRule(level: Exclude<RiskLevel, 'low'>, match: PlaceMatch, text: string): StayRule {
  const isSure = match === 'exact' || match === 'alias' || match === 'within'
  if (level === 'middle') return isSure ? 'middle-community' : 'middle-county'
  if (isSure) return 'high-community'
  return match === 'unclear' && !readPlace(text).rest ? 'high-unclear' : 'high-county'
}

/** One of the two does not name its county. The same community is a strong hint then, but no proof. */
function wideRule(entry: ListEntry, adcode: string, community: string | undefined, aliases: Readonly<Record<string, string>>) {
  if (!reaches(entry.scope, adcode) && !reaches(adcode, entry.scope)) return undefined
  const isSure = community !== undefined && ['exact', 'alias', 'within'].includes(matchPlace(entry.text, community, aliases))
  return entry.level === 'high' && isSure ? 'high-unclear' : countyRule(entry.level)
}

function countyRule(level: RiskLevel): StayRule {
  return level === 'high' ? 'high-county' : level === 'middle' ? 'middle-county' : 'low-county'
}

/** A code with trailing zeros stands for everything below it. */
function reaches(wide: string, narrow: string): boolean {
  return wide.endsWith('00') && narrow.startsWith(wide.replace(/(00)+$/, ''))
}
