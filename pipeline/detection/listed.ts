import { canonicalJson, sha256 } from '#domain/digest.ts'
import type { Write } from '#domain/ports.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { Listed, Scenario } from '#domain/scenario/scenario.ts'
import { keys, views } from '#ledger/keys.ts'
import { deleteRow, putRow } from '#ledger/row-type.ts'

/**
 * What has to be written so that the lists say what the memory says. A line's place ends with a digest of its content, so that
 * each is written once and removed once, and no version has to be remembered. What does not fit into `most` writes stays for
 * the memory's next change, removals first.
 */
export function listedWrites(
  { id, listing }: Scenario,
  key: string,
  memory: KeyMemory,
  most = Number.POSITIVE_INFINITY,
): { memory: KeyMemory; writes: Write[] } {
  if (!listing) return { memory, writes: [] }
  const wanted = new Map(listing(key, memory).map((line) => [line.name, { ...line, place: `${line.place}#${digestOf(line)}` }]))
  const listed = { ...memory.listed }
  const writes: Write[] = []
  for (const [name, [list, place]] of Object.entries(listed)) {
    const line = wanted.get(name)
    if ((line?.list === list && line.place === place) || writes.length >= most) continue
    writes.push(deleteRow(keys.listed(id, list, place), 1))
    delete listed[name]
  }
  for (const { name, list, place, group, value } of wanted.values()) {
    if (listed[name] || writes.length >= most) continue
    const grouped = group === undefined ? {} : { views: { a: views.listedGroup(id, group, place) } }
    writes.push(putRow(keys.listed(id, list, place), value, 0, grouped))
    listed[name] = [list, place]
  }
  return writes.length === 0 ? { memory, writes } : { memory: { ...memory, listed }, writes }
}

function digestOf({ value, group }: Listed): string {
  return sha256(canonicalJson({ value, ...(group !== undefined && { group }) })).slice(0, 8)
}
