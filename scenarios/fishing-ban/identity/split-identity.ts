import { itemAt } from '#domain/entries.ts'
import type { Sailing } from '#scenarios/fishing-ban/identity/dead-reckoning.ts'
import { chooseSegment, type Fitted, type Segment } from '#scenarios/fishing-ban/identity/identity.ts'
import type { IdentityLimits } from '#scenarios/fishing-ban/schema.ts'

type Open = { name: number; fixes: (Fitted & { index: number })[] }

/**
 * The whole history of one identity, in the order of time, divided into the vessels that sailed under it: for every fix the
 * index of the fix its segment began with. What a later fix contradicted stands alone.
 */
export function splitIdentity(fixes: readonly Sailing[], limits: IdentityLimits): number[] {
  const names = fixes.map((_, index) => index)
  let open: Open[] = []
  fixes.forEach((fix, index) => {
    open = open.filter((segment) => fix.atMs - (segment.fixes.at(-1)?.atMs ?? 0) <= limits.maxGapHours * 3_600_000)
    const choice = chooseSegment(open.map(asSegment), fix, limits)
    if (choice.type === 'continues') {
      const segment = itemAt(open, choice.segment)
      const kept = segment.fixes.length - choice.match.contradicts
      for (const lost of segment.fixes.splice(kept)) if (lost.index !== segment.name) names[lost.index] = lost.index
      segment.fixes.push({ ...fix, index, fit: choice.match.fit })
      names[index] = segment.name
      return
    }
    if (choice.type === 'ambiguous') open = open.filter((_, at) => !choice.segments.includes(at))
    if (open.length >= limits.openSegments) open = withoutStalest(open)
    open.push({ name: index, fixes: [{ ...fix, index }] })
  })
  return names
}

function asSegment({ fixes }: Open): Segment {
  return { fixes, count: fixes.length }
}

function withoutStalest(open: Open[]): Open[] {
  const lastMs = ({ fixes }: Open) => fixes.at(-1)?.atMs ?? 0
  const stalest = open.reduce((a, b) => (lastMs(b) < lastMs(a) ? b : a))
  return open.filter((one) => one !== stalest)
}
