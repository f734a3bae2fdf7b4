/** Somebody in the queue, with the keyed hashes that also say who they are. */
type Referred = { ref: string; linkKeys?: readonly string[] }

/**
 * Groups those who share a reference or a link key: telephone and birth date, or both names and birth date, were the same at the
 * checkpoints. They are shown as one and never merged: twins with one telephone stay two references in one entry.
 */
export function samePerson<One extends Referred>(people: readonly One[]): One[][] {
  const groups = new Map<string, One[]>()
  for (const one of people) {
    const names = [`ref:${one.ref}`, ...(one.linkKeys ?? []).map((key) => `link:${key}`)]
    const met = new Set(names.flatMap((name) => (groups.has(name) ? [groups.get(name) as One[]] : [])))
    const joined = [...[...met].flat(), one]
    for (const name of [...names, ...joined.flatMap(namesOf)]) groups.set(name, joined)
  }
  return [...new Set(groups.values())]
}

function namesOf({ ref, linkKeys = [] }: Referred): string[] {
  return [`ref:${ref}`, ...linkKeys.map((key) => `link:${key}`)]
}
