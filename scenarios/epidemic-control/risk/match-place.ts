import { outsideBrackets, plain, readPlace } from '#scenarios/epidemic-control/risk/place-text.ts'

/**
 * exact: the same place; alias: under another name the county knows; within: the stay lies inside the listed place;
 * unclear: it may or may not, and a person has to look; none: another place of the same county.
 */
export type PlaceMatch = 'exact' | 'alias' | 'within' | 'unclear' | 'none'

const surest = ['exact', 'alias', 'within', 'unclear'] as const
/** A name of fewer characters (人民路) occurs inside too many others to be sure. */
const shortest = 4

/** How a stay's community stands to an entry of the same county. */
export function matchPlace(entryText: string, community: string | undefined, aliases: Readonly<Record<string, string>> = {}): PlaceMatch {
  const place = readPlace(entryText)
  if (place.rest) return 'none'
  if (place.human || !community) return 'unclear'
  const stay = plain(community)
  const alias = Object.entries(aliases).find(([name]) => stay.includes(plain(name)))?.[1]
  const found = place.names.flatMap((name) => [
    ...[stay, outsideBrackets(stay)].map((one) => matchName(name, one)),
    ...(alias !== undefined && isSame(name, plain(alias)) ? (['alias'] as const) : []),
  ])
  const best = surest.find((one) => found.includes(one)) ?? 'none'
  return best !== 'none' && place.excluding.length > 0 ? 'unclear' : best
}

function matchName(name: string, stay: string): PlaceMatch {
  const [listed, stayed] = [core(name), core(stay)]
  const sure = isSame(name, stay)
    ? 'exact'
    : contains(stay, name) || (listed.length >= shortest && contains(stayed, listed))
      ? 'within'
      : undefined
  if (sure) return contradict(township(name), township(stay)) ? 'unclear' : sure
  const [a, b] = [stem(listed), stem(stayed)]
  return a.length >= 2 && b.length >= 2 && (a.includes(b) || b.includes(a)) ? 'unclear' : 'none'
}

function isSame(a: string, b: string): boolean {
  if (a === b) return true
  const [one, other] = [stem(core(a)), stem(core(b))]
  return one === other && one.length >= 2
}

/** A number has to end where the listed one ends: 1号楼 is not in 11号楼. */
function contains(whole: string, part: string): boolean {
  const at = whole.indexOf(part)
  if (at < 0) return false
  const [before, after] = [whole.slice(0, at), whole.slice(at + part.length)]
  return !(/\d$/.test(part) && /^\d/.test(after)) && !(/^\d/.test(part) && /\d$/.test(before))
}

/** Communities of one name lie in several towns. */
function contradict(a: string, b: string): boolean {
  return a !== '' && b !== '' && !a.includes(b) && !b.includes(a)
}

const throughTown = /^.{1,25}?(街道办事处|街道|办事处|镇|乡)(?=.{2,})/

/** Everything down to the town or street office, without the words for what it is. */
function township(text: string): string {
  return throughTown.exec(text)?.[0].replace(/(街道办事处|街道|办事处|镇|乡)$/, '') ?? ''
}

/** Without the divisions above the community. */
function core(text: string): string {
  return text.replace(throughTown, '')
}

/** Without the word for what sort of place it is. */
function stem(name: string): string {
  return name.replace(/(小区|社区居委会|社区|居委会|村委会|行政村|自然村|村)$/, '')
}
