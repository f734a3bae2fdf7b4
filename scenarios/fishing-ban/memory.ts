import * as z from 'zod'
import { callsShape } from '#domain/detection/call-out.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** A fix as it is remembered: epoch seconds, 10⁻⁵ degrees, tenths of a knot and whole degrees (−1: not said), inside 1 or 0. */
const packedFixSchema = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.union([z.literal(0), z.literal(1)])])
export type PackedFix = z.infer<typeof packedFixSchema>

/** On which side of the border a track is and since when; and the side of its last fixes: how many in a row, since when. */
const borderSchema = z.strictObject({
  isInside: z.boolean(),
  sinceMs: z.number(),
  lastInside: z.boolean(),
  inRow: z.number(),
  rowSinceMs: z.number(),
})
export type Border = z.infer<typeof borderSchema>

/** A run of fixes at the speed of a boat that works with gear: since when, until when, from where, and how far it got. */
const workingRunSchema = z.strictObject({ sinceMs: z.number(), seenMs: z.number(), lat: z.number(), lon: z.number(), reachM: z.number() })
export type WorkingRun = z.infer<typeof workingRunSchema>

/** The hour that runs: when it began and the way made in it; and how many slow hours came before it. */
const loiteringSchema = z.strictObject({ sinceMs: z.number(), metres: z.number(), hours: z.number() })
export type Loitering = z.infer<typeof loiteringSchema>

/** What a track's fixes amount to. */
const conductSchema = z.strictObject({
  atMs: z.number(),
  border: borderSchema.optional(),
  medianKn: z.number().optional(),
  run: workingRunSchema.optional(),
  loitering: loiteringSchema.optional(),
})
export type Conduct = z.infer<typeof conductSchema>

/** The scenario's own words; red is for people to say, after a look at the picture. */
export const levels = ['blue', 'yellow', 'orange'] as const
const levelSchema = z.enum(levels)
export type Level = z.infer<typeof levelSchema>

/** What is remembered of one vessel in or at a closed water: under 800 bytes. */
const trackSchema = z.strictObject({
  water: z.string(),
  /** Who heard it last. */
  device: z.string(),
  mmsi: z.number().optional(),
  /** The fixes that may still have company, and those before that a median looks back on. */
  fixes: z.array(packedFixSchema),
  /** What came of all fixes up to its time; later ones are worked through anew with each fix, in their order. */
  settled: conductSchema,
  /** What was last reported to the desk, and of which run of working speed. */
  lastReported: z.strictObject({ level: levelSchema, atMs: z.number(), runSinceMs: z.number().optional() }).optional(),
  calls: z.strictObject({ count: z.number(), lastMs: z.number(), acknowledged: z.number().optional() }).optional(),
  /** One identity, several vessels. */
  isShared: z.literal(true).optional(),
  isDark: z.literal(true).optional(),
  /** It would have been reported, were it not permitted. */
  isWithheld: z.literal(true).optional(),
})
export type Track = z.infer<typeof trackSchema>

/** Pairs of tracks that lie beside each other, by their two names: since when and until when. */
const meetingsSchema = z.record(z.string(), z.tuple([z.number(), z.number()]))
export type Meetings = z.infer<typeof meetingsSchema>

/** What one water remembers: the vessels in it, who lies beside whom, who left lately, when its receivers heard somebody outside, and its loudspeakers. */
const fleetSchema = z.strictObject({
  ...callsShape,
  tracks: z.record(z.string(), trackSchema),
  meetings: meetingsSchema,
  left: z.record(z.string(), z.number()),
  outsideHeardMs: z.number(),
})
export type Fleet = z.infer<typeof fleetSchema>

type Fleet1 = Omit<Fleet, 'tracks'> & { tracks: Record<string, Omit<Track, 'lastReported'> & { told?: Track['lastReported'] }> }

/** Version 1 called what was last reported of a vessel `told`. */
function fromVersion1({ tracks, ...rest }: Fleet1): Fleet {
  const renamed = Object.entries(tracks).map(([id, { told, ...track }]) => [id, told ? { ...track, lastReported: told } : track])
  return { ...rest, tracks: Object.fromEntries(renamed) }
}

export const fleetMemory = defineMemory({ version: 2, schema: fleetSchema, upcast: { 1: fromVersion1 } })
