import * as z from 'zod'
import type { Sailing } from '#scenarios/fishing-ban/identity/dead-reckoning.ts'
import { splitIdentity } from '#scenarios/fishing-ban/identity/split-identity.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { filesBelow } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const lineSchema = z.object({
  ssvid: z.union([z.number(), z.string()]),
  timestamp: z.string(),
  lat: z.number(),
  lon: z.number(),
  speed: z.number(),
  course: z.number(),
  segment: z.string().optional(),
})
type Line = z.infer<typeof lineSchema>

/**
 * Positions that several vessels sent under one number (below `ais`, a JSON object a line), with the segments somebody else
 * divided them into (the same lines with `segment`): how many of these the shipped rule makes with the very same fixes.
 */
export function evaluateVesselIdentity(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'ais').flatMap(({ name, text }) => {
    const lines = linesOf(text())
    if (lines.length === 0 || lines.some(({ segment }) => segment === undefined)) return []
    lines.sort((a, b) => momentOf(a) - momentOf(b))
    const numbers = new Set(lines.map(({ ssvid }) => ssvid))
    const wanted = new Set(
      membersOf(
        lines,
        lines.map(({ segment }) => segment ?? ''),
      ),
    )
    const found = [...numbers].flatMap((number) => {
      const own = lines.filter(({ ssvid }) => ssvid === number)
      return membersOf(own, splitIdentity(own.map(asFix), fishingBanLimits.parse({}).identity))
    })
    const equal = found.filter((members) => wanted.has(members)).length
    return [
      exactly(name, 'segments of a shared identity, equal', equal, wanted.size, lines.length, {
        baselines: `one vessel for all: ${wanted.size === 1 ? 1 : 0}`,
        note: `${found.length} made`,
      }),
    ]
  })
}

/** Each segment as one text of its members. */
function membersOf(lines: Line[], names: readonly (string | number)[]): string[] {
  const members = new Map<string | number, string[]>()
  lines.forEach((line, index) => {
    const name = names[index] ?? ''
    members.set(name, [...(members.get(name) ?? []), `${line.ssvid}@${momentOf(line)}/${line.lat}/${line.lon}`])
  })
  return [...members.values()].map((one) => one.sort().join(' '))
}

function asFix({ lat, lon, speed, course, ...line }: Line): Sailing {
  return { atMs: momentOf(line), lat, lon, sogKn: speed, cogDeg: course }
}

function momentOf({ timestamp }: Pick<Line, 'timestamp'>): number {
  const text = timestamp.replace(' ', 'T')
  return Date.parse(text.endsWith('Z') ? text : `${text}Z`)
}

function linesOf(text: string): Line[] {
  if (!/^\s*\{[^\n]*"ssvid"/.test(text)) return []
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return lines.flatMap((line) => lineSchema.safeParse(JSON.parse(line)).data ?? [])
  } catch {
    return []
  }
}
