/** Likeness of two names from 0 to 1 (Winkler 1990): shared characters in about the same place, a shared beginning counts more. */
export function jaroWinkler(a: string, b: string): number {
  const likeness = jaro([...a], [...b])
  const prefix = [...a].slice(0, 4).findIndex((letter, at) => letter !== [...b][at])
  const shared = prefix === -1 ? Math.min(4, [...a].length, [...b].length) : prefix
  return likeness + shared * 0.1 * (1 - likeness)
}

/** Jaro 1989: letters match within half the longer name; matches in another order count half. */
function jaro(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Set<number>()
  const matched = a.flatMap((letter, at) => {
    const partner = partnerOf(letter, at, b, reach, taken)
    if (partner === undefined) return []
    taken.add(partner)
    return [letter]
  })
  if (matched.length === 0) return 0
  const other = [...taken].sort((one, two) => one - two).map((at) => b[at])
  const swaps = matched.filter((letter, at) => letter !== other[at]).length / 2
  return (matched.length / a.length + matched.length / b.length + (matched.length - swaps) / matched.length) / 3
}

function partnerOf(letter: string, at: number, b: string[], reach: number, taken: ReadonlySet<number>): number | undefined {
  for (let index = Math.max(0, at - reach); index <= Math.min(b.length - 1, at + reach); index++) {
    if (b[index] === letter && !taken.has(index)) return index
  }
  return undefined
}
