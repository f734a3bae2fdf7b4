import * as z from 'zod'
import { canonicalJson, sha256 } from '#domain/digest.ts'

export const riskLevels = ['high', 'middle', 'low'] as const
export type RiskLevel = (typeof riskLevels)[number]

/** One community as the official list has it: names, no codes. */
export type RawEntry = { level: RiskLevel; province: string; city: string; county: string; text: string }

/** One publication of the list. Time alone does not identify it: lists are corrected under the same hour. */
export type Snapshot = {
  listTimeMs: number
  hash: string
  entries: RawEntry[]
  /** Lists that this publication does not have at all: their areas are unknown, not free of risk. */
  missing: RiskLevel[]
  /** How many entries stood there a second time. */
  duplicates: number
  /** Where the figures at the head of the list differ from the list itself. */
  miscounted: RiskLevel[]
}

const area = z.object({
  province: z.string().default(''),
  city: z.string().default(''),
  county: z.string().default(''),
  communitys: z.array(z.string()).default([]),
})
const areas = z.array(area).nullish()
const publication = z.object({
  data: z.object({
    end_update_time: z.string(),
    hcount: z.number().optional(),
    mcount: z.number().optional(),
    lcount: z.number().optional(),
    highlist: areas,
    middlelist: areas,
    lowlist: areas,
  }),
})

/** Reads a publication as the State Council's service gave it; `undefined` when it is something else. */
export function readSnapshot(value: unknown): Snapshot | undefined {
  const parsed = publication.safeParse(value)
  const listTimeMs = parsed.success ? listTime(parsed.data.data.end_update_time) : undefined
  if (!parsed.success || listTimeMs === undefined) return undefined
  const { data } = parsed.data
  const lists = { high: data.highlist, middle: data.middlelist, low: data.lowlist }
  const heads = { high: data.hcount, middle: data.mcount, low: data.lcount }
  const all = riskLevels.flatMap((level) => (lists[level] ?? []).flatMap((one) => rawEntries(level, one)))
  const entries = [...new Map(all.map((entry) => [canonicalJson(entry), entry])).values()]
  return {
    listTimeMs,
    hash: sha256(canonicalJson(data)).slice(0, 16),
    entries,
    missing: riskLevels.filter((level) => !lists[level]),
    duplicates: all.length - entries.length,
    miscounted: riskLevels.filter(
      (level) => heads[level] !== undefined && heads[level] !== all.filter((one) => one.level === level).length,
    ),
  }
}

/** An area without communities is the whole of it. */
function rawEntries(level: RiskLevel, { province, city, county, communitys }: z.infer<typeof area>): RawEntry[] {
  return (communitys.length > 0 ? communitys : ['']).map((text) => ({ level, province, city, county, text }))
}

/** `2022-04-15 11时`, always China's time. */
function listTime(text: string): number | undefined {
  const [, date, hour] = /^\s*(\d{4}-\d{2}-\d{2})\s*(\d{1,2})\s*时?/.exec(text.normalize('NFKC')) ?? []
  const atMs = Date.parse(`${date}T00:00:00+08:00`) + Number(hour) * 3_600_000
  return Number.isNaN(atMs) ? undefined : atMs
}
